#!/bin/sh
# A press link for ShareTrail's share buttons: press-link.sh CHANNEL URL TITLE
encode() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }
title=${3:+$(printf 't=%s\n.' "$3")}
message=$(printf 'press/1\n%su=%s\n.' "${title%.}" "$2")
signature=$(printf %s "${message%.}" | openssl dgst -sha256 -hmac 'KEY-OF-43-LETTERS' -r | cut -c1-32)
echo "https://go.news.example/s?k=KEY-ID&c=$1&u=$(encode "$2")${3:+&t=$(encode "$3")}&s=$signature"

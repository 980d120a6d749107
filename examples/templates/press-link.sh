#!/bin/sh
# A press link for ShareTrail's share buttons: press-link.sh CHANNEL URL [TITLE [ID]]
# The title is plain text, without HTML entities. The key is to be seen in `ps` for a moment.
set -eu
export LC_ALL=C
encode() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }
spaces=$(printf '\302[\200-\240]')  # U+0080 to U+00A0
title=$(printf %s "${3-}" | sed "s/$spaces/ /g" | tr -s '[:cntrl:]' '[ *]' | sed 's/^ //; s/ $//')
signature=$({
    printf 'press/1\n'  # alphabetical order, also with d (summary) or g (hashtags): a, d, g, i, n, t, u, v
    [ -z "${4-}" ] || printf 'a=%s\n' "$4"
    [ -z "$title" ] || printf 't=%s\n' "$title"
    printf 'u=%s\n' "$2"
} | openssl dgst -sha256 -hmac 'KEY-OF-43-LETTERS' -r | cut -c1-32)
query="u=$(encode "$2")${title:+&t=$(encode "$title")}${4:+&a=$(encode "$4")}&s=$signature"
echo "https://go.news.example/s?k=KEY-ID&c=$1&$query"

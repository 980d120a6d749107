// Press links for ShareTrail's share buttons.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"os"
	"strings"
	"unicode"
)

type Article struct{ URL, Title, ID, Image string }

func (article Article) PressLink(channel string) string {
	space := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	title := strings.Join(strings.FieldsFunc(html.UnescapeString(article.Title), space), " ")
	code, query := hmac.New(sha256.New, []byte("KEY-OF-43-LETTERS")), url.Values{}
	fmt.Fprint(code, "press/1\n")
	// For d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v.
	for _, pair := range [][2]string{{"a", article.ID}, {"i", article.Image}, {"t", title}, {"u", article.URL}} {
		if pair[1] != "" {
			fmt.Fprintf(code, "%s=%s\n", pair[0], pair[1])
			query.Set(pair[0], pair[1])
		}
	}
	query.Set("s", fmt.Sprintf("%x", code.Sum(nil)[:16]))
	return "https://go.news.example/s?k=KEY-ID&c=" + channel + "&" + query.Encode()
}

func main() { // go run press-link.go '{"url":…,"title":…}' facebook zalo
	var article Article
	if err := json.Unmarshal([]byte(os.Args[1]), &article); err != nil {
		panic(err)
	}
	for _, channel := range os.Args[2:] {
		fmt.Println(article.PressLink(channel))
	}
}

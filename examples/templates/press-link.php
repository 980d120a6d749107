<?php
// Press links for ShareTrail's share buttons. Keep the key out of the public folder; escape links by htmlspecialchars().
function sharetrail_links(array $article, array $channels): array {
    $title = html_entity_decode($article['title'] ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
    $values = array_filter([  // for d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v
        'a' => (string)($article['id'] ?? ''), 'i' => $article['image'] ?? '',
        't' => trim(preg_replace('/[\s\p{Cc}]+/u', ' ', $title) ?? ''), 'u' => $article['url'],
    ], fn($value) => $value !== '');
    $message = "press/1\n";
    foreach ($values as $name => $value) $message .= "$name=$value\n";
    $values['s'] = substr(hash_hmac('sha256', $message, 'KEY-OF-43-LETTERS'), 0, 32);
    $query = http_build_query($values, '', '&');
    return array_map(fn($c) => "https://go.news.example/s?k=KEY-ID&c=$c&$query", array_combine($channels, $channels));
}
if (isset($argv[1]) && realpath($argv[0]) === __FILE__) {  // php press-link.php '{"url":…,"title":…}' facebook zalo
    foreach (sharetrail_links(json_decode($argv[1], true), array_slice($argv, 2)) as $link) echo "$link\n";
}

<?php
// Press links for ShareTrail's share buttons. Keep the key out of the public folder.
function sharetrail_links(array $article, array $channels): array {
    $key = 'KEY-OF-43-LETTERS';
    $title = html_entity_decode($article['title'] ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
    $values = array_filter([  // the signed names, in alphabetical order
        'a' => (string)($article['id'] ?? ''), 'i' => $article['image'] ?? '',
        't' => trim(preg_replace('/\s+/u', ' ', $title)), 'u' => $article['url'],
    ], fn($value) => $value !== '');
    $message = "press/1\n";
    foreach ($values as $name => $value) $message .= "$name=$value\n";
    $signature = substr(hash_hmac('sha256', $message, $key), 0, 32);
    $query = http_build_query($values + ['s' => $signature]);
    return array_map(fn($c) => "https://go.news.example/s?k=KEY-ID&c=$c&$query", array_combine($channels, $channels));
}
if (PHP_SAPI === 'cli' && isset($argv[1])) {  // php press-link.php '{"url":…,"title":…}' facebook zalo
    foreach (sharetrail_links(json_decode($argv[1], true), array_slice($argv, 2)) as $link) echo "$link\n";
}

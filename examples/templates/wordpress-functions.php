<?php  // For the theme's functions.php: ShareTrail's share buttons under each post.
defined('SHARETRAIL_LINK_KEY') || define('SHARETRAIL_LINK_KEY', 'KEY-OF-43-LETTERS');  // better in wp-config.php
function sharetrail_link($channel) {
    $title = html_entity_decode(wp_strip_all_tags(get_the_title()), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    $values = array_filter([  // for d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v
        'a' => (string) get_the_ID(), 'i' => (string) get_the_post_thumbnail_url(null, 'full'),
        't' => trim(preg_replace('/[\s\p{Cc}]+/u', ' ', $title) ?? ''), 'u' => get_permalink(),
    ], 'strlen');
    $message = "press/1\n";
    foreach ($values as $name => $value) $message .= "$name=$value\n";
    $values['s'] = substr(hash_hmac('sha256', $message, SHARETRAIL_LINK_KEY), 0, 32);
    return "https://go.news.example/s?k=KEY-ID&c=$channel&" . http_build_query($values, '', '&');
}
add_filter('the_content', function ($content) {
    if (!is_singular('post') || !in_the_loop() || !is_main_query()) return $content;
    foreach (['facebook' => 'Facebook', 'zalo' => 'Zalo', 'email' => 'Email'] as $channel => $label)
        $content .= sprintf('<a href="%s" rel="nofollow noopener">%s</a> ', esc_url(sharetrail_link($channel)), $label);
    return $content;
});

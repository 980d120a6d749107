# Press links for ShareTrail's share buttons.
require "cgi/escape"
require "json"
require "openssl"
require "uri"

def sharetrail_links(article, channels)
  # CGI knows &amp; &quot; &#39; and their like; with Nokogiri, Nokogiri::HTML5.fragment(title).text knows all.
  title = CGI.unescapeHTML(article["title"].to_s.gsub("&nbsp;", " ")).scrub.gsub(/(?:[[:space:]]|[[:cntrl:]])+/, " ").strip
  # For d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v.
  values = { a: article["id"], i: article["image"], t: title, u: article["url"] }.transform_values(&:to_s)
  values.reject! { |_, value| value.empty? }
  message = "press/1\n" + values.map { |name, value| "#{name}=#{value}\n" }.join
  values[:s] = OpenSSL::HMAC.hexdigest("SHA256", "KEY-OF-43-LETTERS", message)[0, 32]
  channels.to_h { |c| [c, "https://go.news.example/s?k=KEY-ID&c=#{c}&#{URI.encode_www_form(values)}"] }
end
# ruby press-link.rb '{"url":…,"title":…}' facebook zalo
puts sharetrail_links(JSON.parse(ARGV[0]), ARGV.drop(1)).values if $PROGRAM_NAME == __FILE__

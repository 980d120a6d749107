import ShareLinks
import Testing

@Suite("Lengths come out as the services' own tools count them")
struct FitDataTests {
    struct Post: Decodable {
        var id: String
        var text: String
        var weightedLength: Int
        var valid: Bool
        var config: String
    }

    @Test("Every text of tweet-length.jsonl weighs what twitter-text v3 says")
    func posts() throws {
        guard let file = SharedData.url("tweet-length.jsonl") else { return }
        let posts = try SharedData.lines(file, as: Post.self).filter { $0.config == "v3" }
        try #require(!posts.isEmpty)
        let different = posts.filter { post in
            let length = PostLength(of: post.text)
            return length.weightedLength != post.weightedLength || length.isValid != post.valid
        }
        print("tweet-length.jsonl: \(posts.count - different.count) of \(posts.count) equal")
        #expect(different.map(\.id) == [])
    }

    struct Message: Decodable {
        var id: String
        var text: String
        var encoding: String
        var units: Int
        var segments: Int
    }

    @Test("Every text of sms-segments.jsonl has the parts that the calculator says")
    func messages() throws {
        guard let file = SharedData.url("sms-segments.jsonl") else { return }
        let messages = try SharedData.lines(file, as: Message.self)
        try #require(!messages.isEmpty)
        let different = messages.filter { message in
            let length = MessageLength(of: message.text)
            return length.encoding.rawValue != message.encoding || length.units != message.units
                || length.segments != message.segments
        }
        print("sms-segments.jsonl: \(messages.count - different.count) of \(messages.count) equal")
        #expect(different.map(\.id) == [])
    }
}

import Foundation
import Hummingbird

/// Serves the site. See `README.md` for what it takes from the environment.
@main
struct Embed {
    static func main() async throws {
        let site: Site
        do {
            site = try Site(Settings(ProcessInfo.processInfo.environment))
        } catch {
            FileHandle.standardError.write(Data("embed: \(error)\n".utf8))
            exit(64)
        }
        var application = Application(
            router: site.router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: site.settings.port)),
            onServerRunning: { channel in
                print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/")
                fflush(nil)
            })
        application.logger.logLevel = .warning
        try await application.runService()
    }
}

import EventStore
import Foundation
import NIOCore
import NIOPosix

/// Listens on the control socket, and writes what commands ask for in the recorder's turn.
final class ControlListener: Sendable {
    private let channel: any Channel
    private let folder: Int32

    static func start(
        home: String, recorder: Recorder, articles: ArticleIndex, keys: KeySource, group: any EventLoopGroup
    ) async throws -> ControlListener {
        let (path, folder) = try ControlSocket.path(home: home)
        // Left over from a process that was killed: we hold the lock, so nobody listens on it.
        unlink(path)
        let bootstrap = ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ControlHandler(recorder: recorder, articles: articles, keys: keys))
                }
            }
        let old = umask(0o077)
        defer { umask(old) }
        let channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
        return ControlListener(channel: channel, folder: folder)
    }

    private init(channel: any Channel, folder: Int32) {
        self.channel = channel
        self.folder = folder
    }

    func stop() async {
        try? await channel.close().get()
        unlink("/proc/self/fd/\(folder)/\(ControlSocket.name)")
        close(folder)
    }
}

/// One connection of a command: a line in, a line out.
private final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let recorder: Recorder
    private let articles: ArticleIndex
    private let keys: KeySource
    private var line = ByteBuffer()

    init(recorder: Recorder, articles: ArticleIndex, keys: KeySource) {
        self.recorder = recorder
        self.articles = articles
        self.keys = keys
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        line.writeBuffer(&bytes)
        guard line.readableBytes <= ControlSocket.maxLine else { return context.close(promise: nil) }
        // A command sends its next line only after the answer to the last.
        guard line.getInteger(at: line.writerIndex - 1, as: UInt8.self) == 0x0A else { return }
        let message = Data(line.readableBytesView)
        line.clear()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        carryOut(message) { reply in
            guard let text = try? JSONEncoder().encode(reply) else { return }
            loop.execute {
                var buffer = ByteBuffer(bytes: text)
                buffer.writeInteger(UInt8(0x0A))
                bound.value.writeAndFlush(NIOAny(buffer), promise: nil)
            }
        }
    }

    private func carryOut(_ message: Data, then answer: @escaping @Sendable (ControlReply) -> Void) {
        guard let request = try? JSONDecoder().decode(ControlRequest.self, from: message) else {
            return answer(
                .failed(.newer, "the command and the collector are of different versions; restart the collector"))
        }
        if case .keys = request { return answer(.keys(keys.names)) }
        if case .refreshKeys = request {
            do {
                try keys.refresh()
                return answer(.keys(keys.names))
            } catch {
                return answer(.failed(.unavailable, "the collector keeps its old keys: \(error)"))
            }
        }
        let articles = articles
        let recorder = recorder
        recorder.perform({ writer -> ControlReply in
            switch request {
            case .articles(let facts, let source):
                let known = try writer.record(facts, source: source)
                articles.update(known)
                return .articles(known)
            case .change(let number, let change, let at):
                let changed = try writer.change(number, change, at: at)
                articles.update(changed)
                return .articles(changed)
            case .newsroomShare(let share):
                try writer.record(share)
                articles.update([share])
                return .done
            case .beginImport(let format, let digest, let name):
                return .importState(try writer.beginImport(format: format, digest: digest, name: name))
            case .importStep(let step):
                try writer.record(step)
                return .done
            case .views(let views):
                return .changed(try writer.record(views))
            case .rejudge(let verdicts, let apply):
                return .rejudged(try writer.rejudge(verdicts, apply: apply))
            case .join(let step):
                return .joined(try writer.join(step))
            case .fold:
                try writer.fold()
                return .done
            case .seal(let moment):
                return .sealed(try writer.seal(before: moment))
            case .removeSealed(let number, let limit):
                return .removed(try writer.removeSealed(after: number, limit: limit))
            case .foldRefused(let limit):
                return .more(try writer.foldRefused(limit: limit))
            case .rebuild:
                try writer.rebuild()
                return .done
            case .backup(let made):
                try writer.noteBackup(made: made)
                recorder.backedUp(at: made)
                return .done
            case .keys, .refreshKeys:
                return .done
            }
        }) { result in
            switch result {
            case .success(let reply): answer(reply)
            case .failure(let error): answer(.failed((error as? StoreError)?.code ?? .storage, "\(error)"))
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

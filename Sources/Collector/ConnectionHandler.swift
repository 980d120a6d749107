import Engagement
import EventStore
import NIOCore

/// One connection: requests are answered in order, one at a time; what comes in between waits as bytes.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// What is needed of a request to write its answer.
    struct Manner {
        var keepsAlive = false
        /// Whether it is a request of HTTP/1.0, whose connection stays open only where the answer says so.
        var speaksOld = false
        var isHead = false
    }

    /// Exchanged when the configuration was read again.
    var server: ServerContext
    private let loop: LoopState
    private var context: ChannelHandlerContext?
    private var peer = PeerAddress.unknown
    private var reader: RequestReader
    /// What has come and is not answered or being answered yet.
    private var held: ByteBuffer?
    private var holdsRead = false
    private var served = 0
    /// After a fault, or as the server stops: nothing more is read.
    private var isLast = false
    private var current: (manner: Manner, number: UInt64, answer: Answer, isLearning: Bool)?
    private var number: UInt64 = 0
    private var isAnswering = false
    private var isInsideHeader = false
    private var inputEnded = false
    /// As the channel says; kept here, since asking it takes longer than all else on the way.
    private var isActive = true
    private var isWritable = true
    /// When the connection is closed unless something happens; never while an answer is awaited.
    private(set) var deadline: NIODeadline
    /// When it was accepted, or last answered.
    private var since = NIODeadline.now()

    init(server: ServerContext, loop: LoopState) {
        self.server = server
        self.loop = loop
        reader = RequestReader(limits: server.limits)
        deadline = .now() + .seconds(server.limits.headerSeconds)
    }

    // MARK: - Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        peer = context.remoteAddress?.ipAddress.flatMap { PeerAddress($0) } ?? .unknown
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        loop.remove(self)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        isActive = false
        current = nil
        held = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The sweep found the deadline over.
    func expire() {
        context?.close(promise: nil)
    }

    /// Whether it has asked nothing yet.
    var isNew: Bool { served == 0 }
    /// Since when nothing but its peer is waited for: idle, inside a header, or behind an answer that is not taken.
    var quietSince: NIODeadline? { current == nil ? (isAnswering ? since + .seconds(1) : since) : nil }

    /// The server stops: what is being answered is finished, all else is closed.
    func stop() {
        isLast = true
        if current == nil, !isAnswering, held == nil { context?.close(promise: nil) }
    }

    // MARK: - Reading

    func read(context: ChannelHandlerContext) {
        // One read may be ahead: taking the socket out of the selector for each request costs two system calls.
        if held == nil || isInsideHeader { context.read() } else { holdsRead = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            // Whoever sends no more may still read: what has come is answered.
            inputEnded = true
            if current == nil { context.close(promise: nil) }
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswering else { return }
        var bytes = unwrapInboundIn(data)
        if held == nil {
            held = bytes
        } else {
            held?.writeBuffer(&bytes)
        }
        next()
    }

    /// Serves what is held, as far as it is whole requests and the one before is answered.
    private func next() {
        while current == nil, !isAnswering, isActive, isWritable, let bytes = held {
            // Once the server stops, only a request that had begun is still answered.
            if isLast, served > 0, !isInsideHeader { break }
            if !serve(first: bytes) { break }
        }
        if holdsRead, held == nil || isInsideHeader, let context {
            holdsRead = false
            context.read()
        }
    }

    /// Serves the first request of what is held; false where it is not whole yet.
    private func serve(first bytes: ByteBuffer) -> Bool {
        let server = server
        let peer = peer
        let step = bytes.withUnsafeReadableBytes { header -> Step in
            switch reader.read(header) {
            case .more: return .more
            case .fault(let fault): return .fault(fault)
            case .head(let head, let length):
                return .request(
                    Request(head, of: header, peer: peer, trusted: server.trustedProxies),
                    Manner(keepsAlive: head.isKeepAlive, speaksOld: head.isOld, isHead: head.method == .head), length)
            }
        }
        switch step {
        case .more:
            guard !isInsideHeader else { return false }
            isInsideHeader = true
            // The first request's time runs from the connection on, and more bytes never lengthen any.
            if served > 0 { deadline = .now() + .seconds(server.limits.headerSeconds) }
            return false
        case .fault(let fault):
            server.counters.malformed.add()
            refuse(Answer(status: fault.status, fields: "Cache-Control: no-store\r\n"))
            return false
        case .request(let request, let manner, let length):
            isInsideHeader = false
            if length == bytes.readableBytes { held = nil } else { held?.moveReaderIndex(forwardBy: length) }
            serve(request, manner)
            return true
        }
    }

    private enum Step {
        case more
        case fault(RequestFault)
        case request(Request?, Manner, Int)
    }

    private func refuse(_ answer: Answer) {
        held = nil
        isLast = true
        send(answer, Manner(), recorded: false)
    }

    // MARK: - Answering

    private func serve(_ request: Request?, _ manner: Manner) {
        served += 1
        server.counters.requests.add()
        guard let request else {
            server.counters.malformed.add()
            return refuse(Answer(status: .badRequest, fields: "Cache-Control: no-store\r\n"))
        }
        // A body may follow that we do not read.
        if request.method == .other { isLast = true }
        carryOut(server.site.reply(to: request), manner)
    }

    private func carryOut(_ reply: consuming Reply, _ manner: Manner) {
        switch consume reply {
        case .now(let answer):
            send(answer, manner, recorded: false)
        case .record(let event, let answer):
            wait(manner, answer, isLearning: false)
            loop.record(event, for: self, request: number, by: server.recorder)
        case .learn(let facts, let again, let otherwise):
            wait(manner, otherwise, isLearning: true)
            loop.watch(self, request: number)
            let request = number
            learn(facts, again: again, manner)
            // It is learned in its turn; the reader does not wait for that now.
            if server.recorder.isBehind { giveUp(request: request) }
        }
    }

    private func wait(_ manner: Manner, _ answer: Answer, isLearning: Bool) {
        number += 1
        current = (manner, number, answer, isLearning)
        deadline = .distantFuture
    }

    /// Puts a new article into the store, then asks the site again.
    private func learn(_ facts: ArticleFacts, again: @escaping @Sendable () -> Reply, _ manner: Manner) {
        guard let eventLoop = context?.eventLoop else { return }
        let bound = NIOLoopBound((handler: self, manner: manner), eventLoop: eventLoop)
        let request = number
        let articles = server.articles
        server.recorder.perform({ try $0.record([facts], source: .press) }) { result in
            if case .success(let known) = result { articles.update(known) }
            eventLoop.execute {
                let (handler, manner) = bound.value
                guard handler.isAwaiting(request) else { return }
                handler.current = nil
                handler.carryOut(again(), manner)
                handler.next()
            }
        }
    }

    /// Tells that the event of a request is on disk, or will never be.
    func recorded(_ done: Bool, request: UInt64) {
        guard current?.number == request, let taken = current.take() else { return }
        send(taken.answer, taken.manner, recorded: done)
        next()
    }

    /// The record takes too long: the reader goes on without it.
    func giveUp(request: UInt64) {
        guard let current, current.number == request else { return }
        if current.isLearning { server.recorder.lose(.unlearned) } else { server.counters.late.add() }
        server.recorder.fallBehind()
        recorded(false, request: request)
    }

    func isAwaiting(_ request: UInt64) -> Bool { current?.number == request }

    private func send(_ answer: Answer, _ manner: Manner, recorded: Bool) {
        guard isActive, let context else { return }
        server.counters.answers.note(answer.status)
        let keepsAlive =
            !isLast && !(inputEnded && held == nil) && served < server.limits.requests && manner.keepsAlive
        let buffer = loop.write(answer, manner, recorded: recorded, keepsAlive: keepsAlive)
        since = .now()
        deadline = since + .seconds(keepsAlive ? server.limits.idleSeconds : server.limits.writeSeconds)
        if keepsAlive {
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        } else {
            isLast = true
            held = nil
            isAnswering = true
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in
                // Close for writing first: closing at once could take the answer back while bytes are still unread.
                bound.value.close(mode: .output, promise: nil)
                bound.value.eventLoop.scheduleTask(in: .milliseconds(500)) { bound.value.close(promise: nil) }
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if isWritable {
            if current == nil { deadline = .now() + .seconds(server.limits.idleSeconds) }
            next()
        } else {
            deadline = .now() + .seconds(server.limits.writeSeconds)
        }
        context.fireChannelWritabilityChanged()
    }
}

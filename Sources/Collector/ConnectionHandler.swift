import Engagement
import EventStore
import NIOCore
import NIOHTTP1

/// One connection: requests are answered in order, one at a time; the next is not read before.
final class ConnectionHandler: ChannelDuplexHandler, RecordWaiter {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// What the guard tells.
    enum Progress: Sendable {
        case insideHeader
    }

    private enum Work {
        case request(HTTPRequestHead)
        case fault(RequestFault)
    }

    /// Exchanged when the configuration was read again.
    var server: ServerContext
    private let loop: LoopState
    private var context: ChannelHandlerContext?
    private var peer: PeerAddress?
    private var head: HTTPRequestHead?
    private var queue = CircularBuffer<Work>()
    private var holdsRead = false
    private var served = 0
    /// After a fault, or as the server stops: nothing more is read.
    private var isLast = false
    private var current: (head: HTTPRequestHead, number: UInt64, answer: Answer, isLearning: Bool)?
    private var number: UInt64 = 0
    private var isAnswering = false
    private var isInsideHeader = false
    private var inputEnded = false
    /// When the connection is closed unless something happens; never while an answer is awaited.
    private(set) var deadline: NIODeadline

    init(server: ServerContext, loop: LoopState) {
        self.server = server
        self.loop = loop
        deadline = .now() + .seconds(server.limits.headerSeconds)
    }

    // MARK: - Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        peer = context.remoteAddress?.ipAddress.flatMap { PeerAddress($0) }
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        loop.remove(self)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        current = nil
        queue.removeAll()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The parser's word on what the guard let through; all else is the network's.
        if error is HTTPParserError {
            enqueue(.fault(.malformed))
        } else {
            context.close(promise: nil)
        }
    }

    /// The sweep found the deadline over.
    func expire() {
        context?.close(promise: nil)
    }

    /// Whether it has asked nothing yet.
    var isNew: Bool { served == 0 }

    /// The server stops: what is being answered is finished, all else is closed.
    func stop() {
        isLast = true
        if current == nil, !isAnswering, queue.isEmpty, !isInsideHeader, head == nil { context?.close(promise: nil) }
    }

    // MARK: - Reading

    func read(context: ChannelHandlerContext) {
        // One request may be read ahead: taking the socket out of the selector for each costs two system calls.
        if queue.isEmpty { context.read() } else { holdsRead = true }
    }

    private var isBusy: Bool { current != nil || !queue.isEmpty }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let fault as RequestFault:
            enqueue(.fault(fault))
        case is Progress:
            guard !isInsideHeader else { return }
            isInsideHeader = true
            // The first request's time runs from the connection on, and more bytes never lengthen any.
            if served > 0, current == nil { deadline = .now() + .seconds(server.limits.headerSeconds) }
        case ChannelEvent.inputClosed:
            // Whoever sends no more may still read: what has come is answered.
            inputEnded = true
            if !isBusy { context.close(promise: nil) }
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLast || head != nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if Request.announcesBody(head) {
                // Answered at once: the body that was announced may never come.
                enqueue(.request(head))
            } else {
                self.head = head
            }
        case .body:
            enqueue(.fault(.malformed))
        case .end:
            isInsideHeader = false
            guard let head else { return }
            self.head = nil
            enqueue(.request(head))
        }
    }

    private func enqueue(_ work: Work) {
        queue.append(work)
        next()
    }

    private func next() {
        while current == nil, let context, context.channel.isActive, context.channel.isWritable,
            let work = queue.popFirst()
        {
            switch work {
            case .fault(let fault):
                server.counters.malformed.add()
                refuse(Answer(status: fault.status, fields: "Cache-Control: no-store\r\n"))
            case .request(let head):
                serve(head)
            }
        }
        if queue.isEmpty, holdsRead, let context, !isLast {
            holdsRead = false
            context.read()
        }
    }

    private func refuse(_ answer: Answer) {
        queue.removeAll()
        isLast = true
        send(answer, head: nil, recorded: false)
    }

    // MARK: - Answering

    private func serve(_ head: HTTPRequestHead) {
        served += 1
        server.counters.requests.add()
        guard let peer = peer ?? PeerAddress("::"),
            let request = Request(head: head, peer: peer, trusted: server.trustedProxies)
        else {
            server.counters.malformed.add()
            return refuse(Answer(status: .badRequest, fields: "Cache-Control: no-store\r\n"))
        }
        // A body may follow that we do not read; and after an offer to upgrade the parser reads no more.
        if request.method == .other || request.offersUpgrade { isLast = true }
        carryOut(server.site.reply(to: request), head: head)
    }

    private func carryOut(_ reply: Reply, head: HTTPRequestHead) {
        guard let context else { return }
        switch reply {
        case .now(let answer):
            send(answer, head: head, recorded: false)
        case .record(let event, let answer):
            wait(head, answer, isLearning: false)
            let waiter = NIOLoopBound<any RecordWaiter>(self, eventLoop: context.eventLoop)
            let ticket = Recorder.Ticket(loop: context.eventLoop, waiter: waiter, request: number)
            if !server.recorder.record(event, ticket: ticket) { recorded(false, request: number) }
        case .learn(let facts, let again, let otherwise):
            wait(head, otherwise, isLearning: true)
            learn(facts, again: again, head: head, context: context)
        }
    }

    private func wait(_ head: HTTPRequestHead, _ answer: Answer, isLearning: Bool) {
        number += 1
        current = (head, number, answer, isLearning)
        deadline = .distantFuture
        loop.await(self, request: number)
    }

    /// Puts a new article into the store, then asks the site again.
    private func learn(
        _ facts: ArticleFacts, again: @escaping @Sendable () -> Reply, head: HTTPRequestHead,
        context: ChannelHandlerContext
    ) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let request = number
        let articles = server.articles
        let eventLoop = context.eventLoop
        server.recorder.perform({ try $0.record([facts], source: .press) }) { result in
            if case .success(let known) = result { articles.update(known) }
            eventLoop.execute {
                let handler = bound.value
                guard let current = handler.current, current.number == request else { return }
                handler.current = nil
                handler.carryOut(again(), head: current.head)
                handler.next()
            }
        }
    }

    func recorded(_ done: Bool, request: UInt64) {
        guard let current, current.number == request else { return }
        self.current = nil
        send(current.answer, head: current.head, recorded: done)
        next()
    }

    /// The record takes too long: the reader goes on without it.
    func giveUp(request: UInt64) {
        guard let current, current.number == request else { return }
        if current.isLearning { server.counters.lost.add() } else { server.counters.late.add() }
        recorded(false, request: request)
    }

    func isAwaiting(_ request: UInt64) -> Bool { current?.number == request }

    private func send(_ answer: Answer, head: HTTPRequestHead?, recorded: Bool) {
        guard let context, context.channel.isActive else { return }
        server.counters.answers.note(answer.status)
        let keepsAlive =
            !isLast && !(inputEnded && queue.isEmpty) && served < server.limits.requests && (head?.isKeepAlive ?? false)
        var buffer = context.channel.allocator.buffer(capacity: 512 + answer.body.utf8.count)
        answer.write(
            into: &buffer, date: loop.date(), recorded: recorded, keepsAlive: keepsAlive,
            speaksOld: head?.version.minor == 0, isHead: head?.method == .HEAD)
        let patience = isInsideHeader ? server.limits.headerSeconds : server.limits.idleSeconds
        deadline = .now() + .seconds(keepsAlive ? patience : server.limits.writeSeconds)
        if keepsAlive {
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        } else {
            isLast = true
            queue.removeAll()
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
        if context.channel.isWritable {
            if current == nil { deadline = .now() + .seconds(server.limits.idleSeconds) }
            next()
        } else {
            deadline = .now() + .seconds(server.limits.writeSeconds)
        }
        context.fireChannelWritabilityChanged()
    }
}

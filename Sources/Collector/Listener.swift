import NIOCore
import NIOPosix
import Synchronization

/// What all connections of a listener share.
final class ServerContext: Sendable {
    let site: any Site
    let recorder: Recorder
    let articles: ArticleIndex
    let counters: Counters
    let limits: Limits
    let trustedProxies: [AddressRange]

    init(
        site: any Site, recorder: Recorder, articles: ArticleIndex, counters: Counters, limits: Limits,
        trustedProxies: [AddressRange]
    ) {
        self.site = site
        self.recorder = recorder
        self.articles = articles
        self.counters = counters
        self.limits = limits
        self.trustedProxies = trustedProxies
    }
}

/// What new connections are served by; exchanged as a whole.
final class ServerChoice: Sendable {
    private let server: Mutex<ServerContext>

    init(_ server: ServerContext) {
        self.server = Mutex(server)
    }

    var current: ServerContext { server.withLock { $0 } }
    func set(_ new: ServerContext) { server.withLock { $0 = new } }
}

/// One listening socket with its connections.
final class Listener: Sendable {
    let channel: any Channel
    private let gate: AcceptGate
    private let choice: ServerChoice
    private let states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)]
    private let tasks: [RepeatedTask]

    /// Listens, and accepts from then on.
    ///
    /// - Parameters:
    ///   - inherited: a socket that listens on the address already.
    ///   - tls: the certificate to show; without one, nothing of TLS stands between network and parser.
    static func start(
        _ address: ListenAddress, inherited: InheritedSockets.Socket? = nil, tls: TLSIdentity? = nil,
        server: ServerContext, group: any EventLoopGroup
    ) async throws -> Listener {
        var states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)] = []
        for loop in group.makeIterator() {
            let state = try await loop.submit {
                NIOLoopBound(LoopState(limits: server.limits, eventLoop: loop), eventLoop: loop)
            }.get()
            states.append((loop, state))
        }
        if let loop = states.first?.loop {
            try await loop.submit { askRuntime(server: server, tls: tls, loop: loop) }.get()
        }
        let known = states
        let choice = ServerChoice(server)
        let shedding = Shedding(states, counters: server.counters)
        let gate = AcceptGate(limit: server.limits.connections, counters: server.counters) { shedding.makeRoom() }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGateHandler(gate: gate))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 4096, high: 65536))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let state = known.first(where: { $0.loop === channel.eventLoop })?.state.value else { return }
                    let server = choice.current
                    server.counters.connections.add()
                    channel.closeFuture.whenComplete { _ in server.counters.connections.add(-1) }
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(tls.handler())
                        try pipeline.addHandler(HandshakeCounter(counters: server.counters))
                    }
                    try pipeline.addHandler(ConnectionHandler(server: server, loop: state))
                }
            }
        let channel: any Channel
        if let inherited {
            channel = try await bootstrap.withBoundSocket(inherited.descriptor).get()
        } else {
            channel = try await bootstrap.bind(host: address.host, port: address.port).get()
        }
        var tasks: [RepeatedTask] = []
        for (loop, state) in states {
            tasks.append(
                loop.scheduleRepeatedTask(initialDelay: .milliseconds(25), delay: .milliseconds(25)) { _ in
                    state.value.hurry(at: .now())
                    if gate.isHoldingBack { shedding.makeRoom() }
                })
            tasks.append(
                loop.scheduleRepeatedTask(initialDelay: .milliseconds(500), delay: .milliseconds(500)) { _ in
                    state.value.sweep(at: .now())
                })
        }
        return Listener(channel: channel, gate: gate, choice: choice, states: states, tasks: tasks)
    }

    /// Asks the runtime once, on one thread, what the network library asks of each connection's handlers.
    ///
    /// Two event loops that ask for the first time at the same moment can crash inside `swift_conformsToProtocol`
    /// (Swift 6.3.1 on Linux; seen in about one of a thousand starts under load). Later answers come from its cache.
    private static func askRuntime(server: ServerContext, tls: TLSIdentity?, loop: any EventLoop) {
        var handlers: [any ChannelHandler] = [
            ConnectionHandler(server: server, loop: LoopState(limits: server.limits, eventLoop: loop))
        ]
        if let tls { handlers += [tls.handler(), HandshakeCounter(counters: server.counters)] }
        for handler in handlers {
            _ = handler is any _ChannelInboundHandler
            _ = handler is any _ChannelOutboundHandler
        }
    }

    private init(
        channel: any Channel, gate: AcceptGate, choice: ServerChoice,
        states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)], tasks: [RepeatedTask]
    ) {
        self.channel = channel
        self.gate = gate
        self.choice = choice
        self.states = states
        self.tasks = tasks
    }

    /// The port it listens on.
    var port: Int { channel.localAddress?.port ?? 0 }

    /// Serves by another configuration from now on: each loop takes it over for its connections between two of their
    /// requests, so that a request costs nothing for it.
    func adopt(_ server: ServerContext) async {
        gate.change(limit: server.limits.connections)
        choice.set(server)
        for (loop, state) in states { try? await loop.submit { state.value.adopt(server) }.get() }
    }

    /// Answers once each event loop had its turn.
    func answers() async {
        for (loop, _) in states { try? await loop.submit {}.get() }
    }

    /// Whoever was accepted just before a stop has so long to send the request.
    private static let grace = TimeAmount.seconds(1)

    /// Stops accepting, lets what runs finish, and returns when all connections are closed or the time is over.
    func stop(within limit: TimeAmount) async {
        // Connections that were accepted and are still being set up would be closed with the socket.
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 0..<3 { await answers() }
        try? await channel.close().get()
        let end = NIODeadline.now() + limit
        let patience = min(end, .now() + Self.grace)
        for (loop, state) in states {
            // Closed now, they would be reset while their request is on its way.
            while (try? await loop.submit { state.value.stopAll(exceptNew: true) }.get()) ?? false,
                NIODeadline.now() < patience
            {
                try? await loop.scheduleTask(in: .milliseconds(10)) {}.futureResult.get()
            }
        }
        for (loop, state) in states {
            _ = try? await loop.submit { state.value.stopAll() }.get()
        }
        for (loop, state) in states {
            while NIODeadline.now() < end {
                let isEmpty = (try? await loop.submit { state.value.isEmpty }.get()) ?? true
                if isEmpty { break }
                try? await loop.scheduleTask(in: .milliseconds(10)) {}.futureResult.get()
            }
        }
        for task in tasks { task.cancel() }
    }
}

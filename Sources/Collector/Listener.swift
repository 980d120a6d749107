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

/// One listening socket with its connections.
final class Listener: Sendable {
    let channel: any Channel
    private let states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)]
    private let tasks: [RepeatedTask]

    /// Listens, and accepts from then on.
    static func start(_ address: ListenAddress, server: ServerContext, group: any EventLoopGroup) async throws
        -> Listener
    {
        var states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)] = []
        for loop in group.makeIterator() {
            let state = try await loop.submit {
                NIOLoopBound(LoopState(limits: server.limits, eventLoop: loop), eventLoop: loop)
            }.get()
            states.append((loop, state))
        }
        if let loop = states.first?.loop {
            try await loop.submit { askRuntime(server: server, limits: server.limits, loop: loop) }.get()
        }
        let known = states
        let shedding = Shedding(states, counters: server.counters)
        let gate = AcceptGate(limit: server.limits.connections ?? AcceptGate.systemLimit) { shedding.makeRoom() }
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
                    server.counters.connections.add()
                    channel.closeFuture.whenComplete { _ in server.counters.connections.add(-1) }
                    try channel.pipeline.syncOperations.addHandler(ConnectionHandler(server: server, loop: state))
                }
            }
        let channel = try await bootstrap.bind(host: address.host, port: address.port).get()
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
        return Listener(channel: channel, states: states, tasks: tasks)
    }

    /// Asks the runtime once, on one thread, what the network library asks of each connection's handlers.
    ///
    /// Two event loops that ask for the first time at the same moment can crash inside `swift_conformsToProtocol`
    /// (Swift 6.3.1 on Linux; seen in about one of a thousand starts under load). Later answers come from its cache.
    private static func askRuntime(server: ServerContext, limits: Limits, loop: any EventLoop) {
        let handlers: [any ChannelHandler] = [
            ConnectionHandler(server: server, loop: LoopState(limits: limits, eventLoop: loop))
        ]
        for handler in handlers {
            _ = handler is any _ChannelInboundHandler
            _ = handler is any _ChannelOutboundHandler
        }
    }

    private init(
        channel: any Channel, states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)], tasks: [RepeatedTask]
    ) {
        self.channel = channel
        self.states = states
        self.tasks = tasks
    }

    /// The port it listens on.
    var port: Int { channel.localAddress?.port ?? 0 }

    /// Stops accepting, lets what runs finish, and returns when all connections are closed or the time is over.
    func stop(within limit: TimeAmount) async {
        try? await channel.close().get()
        let end = NIODeadline.now() + limit
        for (loop, state) in states {
            try? await loop.submit { state.value.stopAll() }.get()
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

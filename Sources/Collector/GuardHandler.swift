import NIOCore

/// Lets only the bytes of well-formed, small enough headers through to the parser.
final class GuardHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var state: RequestGuard
    private var part: ByteBuffer?
    private var isClosed = false

    init(limits: Limits) {
        state = RequestGuard(limits: limits)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed else { return }
        var bytes = unwrapInboundIn(data)
        if var earlier = part {
            earlier.writeBuffer(&bytes)
            bytes = earlier
            part = nil
        }
        let (taken, fault) = bytes.withUnsafeReadableBytes { state.take($0) }
        if taken == bytes.readableBytes {
            context.fireChannelRead(wrapInboundOut(bytes))
        } else {
            if taken > 0, let whole = bytes.readSlice(length: taken) { context.fireChannelRead(wrapInboundOut(whole)) }
            if fault == nil { part = bytes }
        }
        if let fault {
            isClosed = true
            context.fireUserInboundEventTriggered(fault)
        } else if state.isInsideHeader || part != nil {
            context.fireUserInboundEventTriggered(ConnectionHandler.Progress.insideHeader)
        }
    }
}

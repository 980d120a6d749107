/// Whoever waits for a record, on its own event loop.
protocol RecordWaiter: AnyObject {
    /// Tells that the event of a request is on disk, or will never be.
    func recorded(_ done: Bool, request: UInt64)
}

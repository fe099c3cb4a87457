import NIOCore

/// Runs tasks on the threads that read and write the sockets, so that a request is not handed to another thread and
/// back.
///
/// What blocks must run elsewhere, as it must on Swift's own threads: passwords, files and archives do.
public final class LoopExecutor: TaskExecutor {
    private let loops: any EventLoopGroup

    /// Runs each task on any of the loops: the one that it is on already, if it is on one.
    public init(_ loops: any EventLoopGroup) { self.loops = loops }

    /// Called by the runtime alone.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loops.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import Web

@Suite struct LoopTests {
    let loops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    @Test func `a task stays on the loops that it was given, whatever it waited for`() async throws {
        let loops = loops
        let stayed = try await withTaskExecutorPreference(LoopExecutor(loops)) {
            try await Task.sleep(for: .milliseconds(1))
            return Self.isOn(loops)
        }
        #expect(stayed)
        #expect(!Self.isOn(loops))
        try await loops.shutdownGracefully()
    }

    @Test func `a request is answered on the loop of its connection`() async throws {
        for loop in loops.makeIterator() {
            let bootstrap = ServerBootstrap(group: loop)
            let connection = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
            let context = WebContext(
                source: ApplicationRequestContextSource(channel: connection, logger: Logger(label: "test")))
            let request = Request(
                head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"),
                body: RequestBody(buffer: ByteBuffer()))
            let response = try await KeepToLoop().handle(request, context: context) { _, _ in
                try await Task.sleep(for: .milliseconds(1))
                return Response(status: loop.inEventLoop ? .ok : .conflict)
            }
            #expect(response.status == .ok)
            try await connection.close()
        }
        try await loops.shutdownGracefully()
    }

    private static func isOn(_ loops: MultiThreadedEventLoopGroup) -> Bool {
        loops.makeIterator().contains { $0.inEventLoop }
    }
}

import NIOCore

/// Entry point of a fuzzer: whatever the bytes are, the parser must end, must not trap, and must find the
/// same however they are cut into chunks. False when it did not.
public func fuzzMultipart(_ bytes: [UInt8]) -> Bool {
    let chunk = Int(bytes.first ?? 0) % 97 + 1
    let body = Array(bytes.dropFirst())
    return MultipartSummary(body, chunk: body.count + 1) == MultipartSummary(body, chunk: chunk)
}

/// What a parse found, with neighbouring data joined.
struct MultipartSummary: Equatable {
    var parts: [PartHeader] = []
    var bodies: [[UInt8]] = []
    var completeParts = 0
    // Only whether, not why: bytes beyond the total limit are seen earlier or later as the chunks fall.
    var isRefused = false

    init(
        _ body: [UInt8], chunk: Int, boundary: String = "b",
        limits: MultipartLimits = MultipartLimits(
            parts: 10, headerBytes: 500, fieldBytes: 2_000, fileBytes: 4_000, totalBytes: 20_000)
    ) {
        do throws(MultipartFault) {
            var parser = try MultipartParser(boundary: boundary, limits: limits)
            for start in stride(from: 0, to: body.count, by: max(1, chunk)) {
                let piece = body[start..<min(body.count, start + max(1, chunk))]
                for event in try parser.append(ByteBuffer(bytes: piece)) { note(event) }
            }
            try parser.finish()
        } catch {
            self = MultipartSummary(refused: true)
        }
    }

    private mutating func note(_ event: MultipartEvent) {
        switch event {
        case .part(let header):
            parts.append(header)
            bodies.append([])
        case .data(let data): bodies[bodies.count - 1] += Array(data.readableBytesView)
        case .partEnd: completeParts += 1
        }
    }

    private init(refused: Bool) { isRefused = refused }
}

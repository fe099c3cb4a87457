import NIOCore

/// What the parser found, in the order of the bytes.
enum MultipartEvent: Equatable {
    case part(PartHeader)
    case data(ByteBuffer)
    case partEnd
}

/// A push parser of `multipart/form-data` (RFC 7578, RFC 2046 section 5.1): bytes in as they arrive, events
/// out. Pure; holds back no more than one boundary or one block of headers.
struct MultipartParser {
    private enum State: Equatable {
        case opening, afterBoundary, headers, body, end
    }

    private let delimiter: [UInt8]
    private let limits: MultipartLimits
    private var state = State.opening
    private var buffer = ByteBuffer()
    private var totalBytes = 0
    private var parts = 0
    private var header: PartHeader?
    private var partBytes = 0

    /// A parser for the boundary that the Content-Type names.
    init(boundary: String, limits: MultipartLimits) throws(MultipartFault) {
        let bytes = Array(boundary.utf8)
        guard (1...70).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }),
            bytes.last != 0x20
        else { throw .noBoundary }
        self.delimiter = Array("\r\n--".utf8) + bytes
        self.limits = limits
        // The first boundary has no line end before it; with one put there it is like all others.
        self.buffer = ByteBuffer(string: "\r\n")
    }

    /// Takes the next bytes and gives what they complete.
    mutating func append(_ chunk: ByteBuffer) throws(MultipartFault) -> [MultipartEvent] {
        totalBytes += chunk.readableBytes
        guard totalBytes <= limits.totalBytes else { throw .tooLarge }
        buffer.writeImmutableBuffer(chunk)
        var events: [MultipartEvent] = []
        while try step(&events) {}
        buffer.discardReadBytes()
        return events
    }

    /// To be called when no more bytes come.
    func finish() throws(MultipartFault) {
        guard state == .end else { throw .cutShort }
        guard buffer.readableBytes == 0 || buffer.readableBytesView.elementsEqual("\r\n".utf8) else {
            throw .textAfterEnd
        }
    }

    /// Goes one step on; false when more bytes are needed.
    private mutating func step(_ events: inout [MultipartEvent]) throws(MultipartFault) -> Bool {
        switch state {
        case .opening: try open()
        case .afterBoundary: try readBoundaryEnd()
        case .headers: try readHeaders(&events)
        case .body: try readBody(&events)
        case .end: try refuseEpilogue()
        }
    }

    private mutating func open() throws(MultipartFault) -> Bool {
        let seen = buffer.readableBytesView.prefix(delimiter.count)
        guard delimiter.starts(with: seen) else { throw .noOpening }
        guard seen.count == delimiter.count else { return false }
        buffer.moveReaderIndex(forwardBy: delimiter.count)
        state = .afterBoundary
        return true
    }

    private mutating func readBoundaryEnd() throws(MultipartFault) -> Bool {
        guard let two = buffer.readBytes(length: 2) else { return false }
        if two.elementsEqual("\r\n".utf8) {
            state = .headers
        } else if two.elementsEqual("--".utf8) {
            state = .end
        } else {
            throw .badDelimiter
        }
        return true
    }

    private mutating func readHeaders(_ events: inout [MultipartEvent]) throws(MultipartFault) -> Bool {
        guard let length = buffer.offset(of: Array("\r\n\r\n".utf8)) else {
            // Three bytes of the blank line may be here already.
            if buffer.readableBytes > limits.headerBytes + 3 { throw .headerTooLarge }
            return false
        }
        guard length <= limits.headerBytes else { throw .headerTooLarge }
        parts += 1
        guard parts <= limits.parts else { throw .tooManyParts }
        let block = buffer.readBytes(length: length) ?? []
        buffer.moveReaderIndex(forwardBy: 4)
        let found = try PartHeader(parsing: block)
        header = found
        partBytes = 0
        events.append(.part(found))
        state = .body
        return true
    }

    private mutating func readBody(_ events: inout [MultipartEvent]) throws(MultipartFault) -> Bool {
        if let length = buffer.offset(of: delimiter) {
            try emit(length, &events)
            guard header?.length ?? partBytes == partBytes else { throw .wrongLength }
            buffer.moveReaderIndex(forwardBy: delimiter.count)
            events.append(.partEnd)
            state = .afterBoundary
            return true
        }
        // The last bytes may be the beginning of a boundary.
        try emit(max(0, buffer.readableBytes - delimiter.count + 1), &events)
        return false
    }

    private mutating func emit(_ length: Int, _ events: inout [MultipartEvent]) throws(MultipartFault) {
        guard length > 0, let data = buffer.readSlice(length: length) else { return }
        partBytes += length
        let isFile = header?.fileName != nil
        guard partBytes <= (isFile ? limits.fileBytes : limits.fieldBytes) else {
            throw isFile ? .fileTooLarge : .fieldTooLarge
        }
        events.append(.data(data))
    }

    private mutating func refuseEpilogue() throws(MultipartFault) -> Bool {
        guard "\r\n".utf8.starts(with: buffer.readableBytesView) else { throw .textAfterEnd }
        return false
    }
}

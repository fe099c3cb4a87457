import Hummingbird
import NIOCore

/// What a file part says about itself before its bytes come.
public struct UploadedFile: Sendable {
    /// The form's field.
    public let field: String
    /// Cleaned name.
    public let name: FileName
    /// Media type as the sender claims it.
    public let claimedMediaType: String?
}

/// A multipart form: the text fields collected, the file handed on as it arrives.
public struct UploadForm<Received: Sendable>: Sendable {
    /// Text fields in order.
    public let fields: [(name: String, value: String)]
    /// What `receive` made of the file; nil when none was chosen.
    public let file: Received?

    /// The text fields to be read by name.
    public var input: FormInput { FormInput(fields) }

    /// Reads the form. `receive` gets the file of the field `fileField` and its bytes; when it throws, or
    /// when the form turns out malformed behind the file, the error leaves here and it is for `receive`'s
    /// owner to forget the bytes.
    public static func read(
        _ request: Request, _ context: some RequestFacts, fileField: String, limits: MultipartLimits,
        receive: (UploadedFile, FileChunks) async throws -> Received
    ) async throws -> UploadForm {
        let type = MediaTypeHeader(request.headers[.contentType])
        guard type.isMultipartForm else { throw Refusal.wrongMediaType(expected: "multipart/form-data") }
        do {
            let parser = try MultipartParser(boundary: type.boundary ?? "", limits: limits)
            let stream = MultipartStream(request.body, parser)
            return try await read(stream, context.web.csrfCheck, fileField, receive)
        } catch let fault as MultipartFault {
            throw fault.refusal
        }
    }

    private static func read(
        _ stream: MultipartStream, _ csrf: CSRFCheck, _ fileField: String,
        _ receive: (UploadedFile, FileChunks) async throws -> Received
    ) async throws -> UploadForm {
        var fields: [(name: String, value: String)] = []
        var received: Received?
        while let event = try await stream.next() {
            guard case .part(let header) = event else { continue }
            guard let fileName = header.fileName else {
                fields.append((header.name, try await text(stream)))
                continue
            }
            // The token comes before the file in our forms: no byte of a forged upload is kept.
            try csrf.check(fields)
            guard !fileName.isEmpty else { continue }
            guard header.name == fileField, received == nil else { throw MultipartFault.unexpectedFile }
            let file = UploadedFile(
                field: header.name, name: FileName(sanitising: fileName), claimedMediaType: header.mediaType)
            received = try await receive(file, FileChunks(stream: stream))
        }
        try csrf.check(fields)
        return UploadForm(fields: fields, file: received)
    }

    private static func text(_ stream: MultipartStream) async throws -> String {
        var all = ByteBuffer()
        while let chunk = try await stream.nextChunk() { all.writeImmutableBuffer(chunk) }
        guard let text = String(validating: all.readableBytesView, as: UTF8.self),
            !text.unicodeScalars.contains("\0")
        else { throw MultipartFault.notUTF8 }
        return text
    }
}

/// How much of a multipart form is read before it is refused.
public struct MultipartLimits: Equatable, Sendable {
    /// Number of parts.
    public var parts: Int
    /// Bytes of one part's headers.
    public var headerBytes: Int
    /// Bytes of one text field.
    public var fieldBytes: Int
    /// Bytes of one file.
    public var fileBytes: Int
    /// Bytes of everything, boundaries included.
    public var totalBytes: Int

    /// Limits as given.
    public init(parts: Int, headerBytes: Int, fieldBytes: Int, fileBytes: Int, totalBytes: Int) {
        self.parts = parts
        self.headerBytes = headerBytes
        self.fieldBytes = fieldBytes
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
    }

    /// Twenty parts, one of them perhaps a file of so many bytes.
    public static func oneFile(ofBytes bytes: Int) -> MultipartLimits {
        MultipartLimits(
            parts: 20, headerBytes: 4_096, fieldBytes: 65_536, fileBytes: bytes, totalBytes: bytes + (1 << 20)
        )
    }
}

/// Why a multipart form is refused.
public enum MultipartFault: String, Error, Equatable, Sendable {
    /// The media type names no boundary of 1 to 70 characters.
    case noBoundary = "multipart_no_boundary"
    /// The body does not begin with the boundary.
    case noOpening = "multipart_no_opening"
    /// Something else than a line end or two hyphens behind a boundary.
    case badDelimiter = "multipart_bad_delimiter"
    /// Headers that are no headers.
    case badHeader = "multipart_bad_header"
    /// No Content-Disposition `form-data` with a name.
    case noName = "multipart_no_name"
    /// A header that is not UTF-8.
    case notUTF8 = "multipart_not_utf8"
    /// A transfer encoding that no browser uses.
    case badEncoding = "multipart_bad_encoding"
    /// The last boundary never came.
    case cutShort = "multipart_cut_short"
    /// Bytes behind the last boundary.
    case textAfterEnd = "multipart_text_after_end"
    /// A part is longer or shorter than its own Content-Length.
    case wrongLength = "multipart_wrong_length"
    /// Too many parts.
    case tooManyParts = "multipart_too_many_parts"
    /// Headers above the limit.
    case headerTooLarge = "multipart_header_too_large"
    /// A text field above the limit.
    case fieldTooLarge = "multipart_field_too_large"
    /// A file above the limit.
    case fileTooLarge = "multipart_file_too_large"
    /// All of it above the limit.
    case tooLarge = "multipart_too_large"
    /// A file field that was sent twice, or one that this form does not have.
    case unexpectedFile = "multipart_unexpected_file"

    /// 413 for what is too large, 400 for what is malformed.
    var refusal: Refusal {
        switch self {
        case .tooManyParts, .headerTooLarge, .fieldTooLarge, .fileTooLarge, .tooLarge: Refusal(413, rawValue)
        default: Refusal(400, rawValue)
        }
    }
}

/// The headers of one part of a multipart form.
struct PartHeader: Equatable, Sendable {
    /// The field's name.
    let name: String
    /// The file's name as it was sent; nil for a text field, empty when no file was chosen.
    let fileName: String?
    /// Content-Type in lower case, without parameters; a claim of the sender.
    let mediaType: String?
    /// Content-Length of the part, when it says one.
    let length: Int?

    init(parsing block: [UInt8]) throws(MultipartFault) {
        guard let text = String(validating: block, as: UTF8.self) else { throw .notUTF8 }
        var fields: [String: String] = [:]
        for line in Self.lines(text) {
            let (name, value) = try Self.field(line)
            guard fields.updateValue(value, forKey: name) == nil else { throw .badHeader }
        }
        guard let disposition = fields["content-disposition"] else { throw .noName }
        let encoding = fields["content-transfer-encoding"]?.lowercased() ?? "binary"
        guard ["7bit", "8bit", "binary"].contains(encoding) else { throw .badEncoding }
        let parameters = try ContentDisposition.parameters(of: disposition)
        guard let name = parameters["name"], !name.isEmpty, name.utf8.count <= 200 else { throw .noName }
        self.name = name
        self.fileName = parameters["filename"]
        self.mediaType = fields["content-type"].map { MediaTypeHeader($0).type }
        self.length = try fields["content-length"].map { (text) throws(MultipartFault) in
            try Self.length(text)
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        // Character-wise, CR LF is one: split on scalars so that a lone CR or LF stays inside and is
        // refused.
        text.split(separator: "\r\n", omittingEmptySubsequences: false)
    }

    private static func field(_ line: Substring) throws(MultipartFault) -> (String, String) {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .badHeader }
        let name = line[..<colon]
        guard name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .badHeader }
        let value = line[line.index(after: colon)...].trimmed()
        guard !value.unicodeScalars.contains(where: { $0.value < 0x20 && $0.value != 9 || $0.value == 0x7F })
        else {
            throw .badHeader
        }
        return (name.lowercased(), String(value))
    }

    private static func length(_ text: String) throws(MultipartFault) -> Int {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(text) else {
            throw .badHeader
        }
        return length
    }
}

/// `form-data; name="…"; filename="…"` as browsers write it: quotes inside are `%22` or `\"`, other
/// backslashes stand for themselves.
enum ContentDisposition {
    static func parameters(of text: String) throws(MultipartFault) -> [String: String] {
        let scalars = Array(text.unicodeScalars)
        var position = scalars.firstIndex(of: ";") ?? scalars.count
        guard String(text.prefix { $0 != ";" })[...].trimmed().lowercased() == "form-data" else {
            throw .noName
        }
        var parameters: [String: String] = [:]
        while position < scalars.count {
            position += 1
            let name = take(scalars, &position) { $0 != "=" && $0 != ";" }
            guard position < scalars.count, scalars[position] == "=" else { throw .badHeader }
            position += 1
            let value = try value(scalars, &position)
            let key = String(name)[...].trimmed().lowercased()
            // RFC 7578 forbids filename*; two names for one file are an attack, not a feature.
            guard !key.hasSuffix("*"), parameters.updateValue(value, forKey: key) == nil else {
                throw .badHeader
            }
        }
        return parameters
    }

    private static func value(
        _ scalars: [Unicode.Scalar], _ position: inout Int
    ) throws(MultipartFault) -> String {
        guard position < scalars.count, scalars[position] == "\"" else {
            return String(String(take(scalars, &position) { $0 != ";" })[...].trimmed())
        }
        position += 1
        var text = String.UnicodeScalarView()
        while position < scalars.count, scalars[position] != "\"" {
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            // A backslash before the last quote is a folder's, as in "C:\", not an escape.
            let isEscape =
                scalars[position] == "\\" && next == "\"" && scalars[(position + 2)...].contains("\"")
            if isEscape { position += 1 }
            text.append(scalars[position])
            position += 1
        }
        guard position < scalars.count else { throw .badHeader }
        position += 1
        _ = take(scalars, &position) { $0 == " " || $0 == "\t" }
        guard position == scalars.count || scalars[position] == ";" else { throw .badHeader }
        return String(text).replacing("%22", with: "\"")
    }

    private static func take(
        _ scalars: [Unicode.Scalar], _ position: inout Int, while matches: (Unicode.Scalar) -> Bool
    ) -> String.UnicodeScalarView {
        var taken = String.UnicodeScalarView()
        while position < scalars.count, matches(scalars[position]) {
            taken.append(scalars[position])
            position += 1
        }
        return taken
    }
}

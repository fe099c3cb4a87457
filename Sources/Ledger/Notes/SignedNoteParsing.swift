extension SignedNote {
    /// Reads a note. Throws `NoteError` when malformed, above a megabyte or above 100 signatures.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= SignedNote.maximumBytes, SignedNote.isPlain(bytes), bytes.last == 0x0a,
            String(validating: bytes, as: UTF8.self) != nil,
            let blank = SignedNote.lastBlankLine(bytes)
        else { throw .malformedNote }
        let lines = bytes[(blank + 1)...].dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
        guard !lines.isEmpty, lines.count <= SignedNote.maximumSignatures else { throw .malformedNote }
        var signatures: [Signature] = []
        for (number, line) in lines.enumerated() {
            guard let signature = Signature(line: line) else { throw .malformedSignature(line: number + 1) }
            signatures.append(signature)
        }
        self.init(text: String(decoding: bytes[..<blank], as: UTF8.self), signatures: signatures)
    }

    private static let maximumBytes = 1_000_000
    private static let maximumSignatures = 100

    /// Where the newline of the last blank line stands; the text ends just before it.
    private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last { bytes[$0] == 0x0a && bytes[$0 - 1] == 0x0a }
    }
}

extension SignedNote.Signature {
    /// Reads `— name base64(id ‖ signature)`; nil for anything else.
    fileprivate init?(line: ArraySlice<UInt8>) {
        let dash = Array("— ".utf8)
        guard line.starts(with: dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(
            separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        let text = String(decoding: parts[1], as: UTF8.self)
        guard KeyName.isValid(name), let bytes = Base64.decode(text), bytes.count > 4 else { return nil }
        let id: UInt32 = BigEndian.number(bytes.prefix(4))
        self.init(keyName: name, keyID: id, bytes: Array(bytes.dropFirst(4)))
    }
}

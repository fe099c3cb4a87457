/// What can be wrong with a key, a signed note, a checkpoint or an offline proof.
public enum NoteError: Error, Hashable, Sendable {
    /// A key's text is not `name+id+base64`, its name has a space or plus, or its id is of other bytes.
    case malformedKey
    /// A key of a type that Casebridge does not use.
    case unknownKeyType(UInt8)
    /// The bytes are no note: not UTF-8, control characters, no blank line, no signature line, or too long.
    case malformedNote
    /// A text to sign is empty, does not end with a newline, or has control characters.
    case malformedText
    /// A signature line of the note (from 1) cannot be read.
    case malformedSignature(line: Int)
    /// The signature of a known key is not that key's signature of this text.
    case wrongSignature(keyName: String)
    /// None of the known keys signed the note.
    case unsigned
    /// The text is not origin, size and root, a line each.
    case malformedCheckpoint
    /// The checkpoint is of another log than the key's.
    case otherOrigin(String)
    /// The bytes are no offline proof.
    case malformedProof
    /// A time before 1970.
    case timeOutOfRange
}

extension NoteError: CustomStringConvertible {
    /// The fault in one sentence, for logs; never a key.
    public var description: String {
        switch self {
        case .malformedKey: "the key is not of the form name+id+base64, or its id does not fit"
        case .unknownKeyType(let type): "the key's type \(type) is not known"
        case .malformedNote: "the signed note is malformed"
        case .malformedText: "the text to sign is empty, lacks its last newline or has control characters"
        case .malformedSignature(let line): "signature line \(line) of the note is malformed"
        case .wrongSignature(let name): "the signature of \(name) is not of this text"
        case .unsigned: "no known key signed the note"
        case .malformedCheckpoint: "the checkpoint is not origin, size and root, a line each"
        case .otherOrigin(let origin): "the checkpoint is of another log: \(origin)"
        case .malformedProof: "the offline proof is malformed"
        case .timeOutOfRange: "a cosignature's time lies before 1970"
        }
    }
}

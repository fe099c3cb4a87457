/// Why a file is not a notice that we can read; the description says what, where and what to do next.
public enum NoticeError: Error, Equatable, Sendable {
    case notXML(line: Int, message: String)
    case documentType(line: Int)
    case unknownRoot(String)
    case unsupportedForm(String)
    case missingPublicationNumber
    case tooLarge(limit: Int)
    case textTooLong(limit: Int)
    case tagTooLong(limit: Int)
    case unreadable(String)
    case damagedArchive(String)
}

extension NoticeError: CustomStringConvertible {
    /// What is wrong, where, and what to do next; no content of the file but names.
    public var description: String {
        switch self {
        case .notXML(let line, let message):
            "line \(line): not XML that can be read (\(message)); fetch the file again from its publisher"
        case .documentType(let line):
            "line \(line): a document type declaration, which no notice has and which is refused for safety; "
                + "fetch the file again from its publisher"
        case .unknownRoot(let name):
            "the root element is \(name), not an eForms or TED_EXPORT notice; give only notices"
        case .unsupportedForm(let what):
            "\(what); check that the file is complete"
        case .missingPublicationNumber:
            "no publication number in the file or its name, and no notice identifier with a version; "
                + "name the file after its publication, as in 00123456_2024.xml"
        case .tooLarge(let limit):
            "larger than \(limit >> 20) MB; split the archive or give the notice alone"
        case .textTooLong(let limit):
            "one text is longer than \(limit >> 10) kB, which no notice needs; check the file"
        case .tagTooLong(let limit):
            "one tag is longer than \(limit >> 10) kB, which no notice needs; check the file"
        case .unreadable(let reason):
            "cannot be read: \(reason)"
        case .damagedArchive(let reason):
            "the archive is damaged: \(reason); what came before was read, fetch it again for the rest"
        }
    }
}

/// Reads one notice, eForms or TED_EXPORT, from the bytes of its file.
public enum NoticeReader {
    /// Larger files are refused unread; the largest real notices have a few megabytes.
    public static let largestFile = 64 << 20

    /// The notice in `bytes`; `fileName` gives the publication number when the file does not.
    /// Nothing outside the bytes is read: no network, no entity, no document type.
    public static func read(_ bytes: [UInt8], fileName: String) throws(NoticeError) -> Notice {
        guard bytes.count <= largestFile else { throw .tooLarge(limit: largestFile) }
        let sink = FormatSink()
        try SAXParser.parse(bytes, into: sink)
        guard let document = sink.document else { throw .notXML(line: 1, message: "no root element") }
        return try document.notice(fileName: fileName)
    }
}

/// Looks at the root element and hands the rest to the rules of its format.
private final class FormatSink: ElementSink {
    enum Document {
        case eforms(EFormsDraft)
        case ted(TEDDraft)

        func notice(fileName: String) throws(NoticeError) -> Notice {
            switch self {
            case .eforms(let draft): try draft.notice(fileName: fileName)
            case .ted(let draft): try draft.notice(fileName: fileName)
            }
        }
    }

    private(set) var document: Document?

    override func start(_ element: Element) {
        choose(element)
        successor?.start(element)
    }

    private func choose(_ root: Element) {
        let name = root.localName
        if name == "TED_EXPORT" {
            let draft = TEDDraft(root: root)
            document = .ted(draft)
            hand(over: PathWalker(draft: draft, paths: TEDHeaderRules.paths))
        } else if EFormsRules.roots.contains(name) {
            let draft = EFormsDraft()
            document = .eforms(draft)
            hand(over: PathWalker(draft: draft, paths: EFormsRules.paths))
        } else {
            refuse(.unknownRoot(String(name.prefix(80))))
        }
    }
}

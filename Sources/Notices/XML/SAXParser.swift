import CLibXML2

/// Runs libxml2 over one document in memory and hands its events on; no tree is built.
/// No network, no external entity, and a document type declaration stops the reading: notices have none,
/// and entities declared in one are the known way to blow up a reader.
final class SAXParser {
    private var sink: ElementSink
    /// The sink once more, without a count of references for each event; `sink` keeps it alive.
    private var current: Unmanaged<ElementSink>
    private var context: xmlParserCtxtPtr?
    private var fault: (line: Int, message: String)?
    private var hasDocumentType = false

    private static let prepare: Void = xmlInitParser()

    private init(_ sink: ElementSink) {
        self.sink = sink
        current = Unmanaged.passUnretained(sink)
    }

    /// Reads `bytes` into `sink`; throws what the parser or the sink refused.
    static func parse(_ bytes: [UInt8], into sink: ElementSink) throws(NoticeError) {
        _ = prepare
        guard !bytes.isEmpty else { throw .notXML(line: 1, message: "the file is empty") }
        let refusal = bytes.withUnsafeBytes { (bytes) -> NoticeError? in
            do throws(NoticeError) {
                try MarkupGuard.check(bytes)
                return nil
            } catch { return error }
        }
        if let refusal { throw refusal }
        try SAXParser(sink).run(bytes)
    }

    private func run(_ bytes: [UInt8]) throws(NoticeError) {
        // Faults below the parser (of encodings) have no context and would be printed, with bytes of the
        // file.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        let hasStarted = bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            context = xmlCreateMemoryParserCtxt(start, Int32(clamping: buffer.count))
            guard let context else { return false }
            let names = NamePool.lend(to: context)
            parse(context)
            xmlFreeParserCtxt(context)
            names?.takeBack()
            self.context = nil
            return true
        }
        guard hasStarted else { throw .notXML(line: 1, message: "the parser could not start") }
        if hasDocumentType { throw .documentType(line: fault?.line ?? 1) }
        if let refusal = sink.refusal { throw refusal }
        if let fault { throw .notXML(line: fault.line, message: fault.message) }
    }

    private func parse(_ context: xmlParserCtxtPtr) {
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
        context.pointee.sax.pointee = Self.handler
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        xmlParseDocument(context)
        if context.pointee.wellFormed == 0 { note("it is not well-formed", line: line) }
    }

    private var line: Int { (context?.pointee.input?.pointee.line).map(Int.init) ?? 1 }

    private func stop() { xmlStopParser(context) }

    private func start(_ element: Element) {
        current._withUnsafeGuaranteedRef { $0.start(element) }
        if current._withUnsafeGuaranteedRef({ $0.hasEnded }) { changeOver() }
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        current._withUnsafeGuaranteedRef { $0.text(bytes) }
        if current._withUnsafeGuaranteedRef({ $0.hasEnded }) { changeOver() }
    }

    private func end(named name: UnsafePointer<xmlChar>) {
        current._withUnsafeGuaranteedRef { $0.end(named: name) }
    }

    private func changeOver() {
        if let successor = sink.successor {
            sink = successor
            current = Unmanaged.passUnretained(successor)
        }
        if sink.refusal != nil { stop() }
    }

    private func refuseDocumentType() {
        hasDocumentType = true
        fault = (line, "document type declaration")
        stop()
    }

    private func note(_ message: String, line: Int) {
        if fault == nil { fault = (line, message) }
    }

    // Called for each event: `run` keeps the parser alive, so that no count of references is needed.
    private static func with(_ pointer: UnsafeMutableRawPointer?, _ body: (SAXParser) -> Void) {
        guard let pointer else { return }
        Unmanaged<SAXParser>.fromOpaque(pointer)._withUnsafeGuaranteedRef(body)
    }

    private static let characters: charactersSAXFunc = { data, start, length in
        guard let start else { return }
        SAXParser.with(data) { $0.text(UnsafeBufferPointer(start: start, count: Int(length))) }
    }

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = saxVersion2
        handler.startElementNs = { data, name, _, _, _, _, count, _, attributes in
            guard let name else { return }
            let element = Element(name: name, attributeCount: Int(count), attributes: attributes)
            SAXParser.with(data) { $0.start(element) }
        }
        handler.endElementNs = { data, name, _, _ in
            guard let name else { return }
            SAXParser.with(data) { $0.end(named: name) }
        }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
        handler.internalSubset = { data, _, _, _ in SAXParser.with(data) { $0.refuseDocumentType() } }
        handler.serror = { data, error in
            guard let error, error.pointee.level == XML_ERR_FATAL else { return }
            let message = error.pointee.message.map { String(cString: $0) } ?? "it is not well-formed"
            let oneLine = message.split(whereSeparator: \.isNewline).joined(separator: " ")
            let line = Int(error.pointee.line)
            SAXParser.with(data) { $0.note(oneLine, line: line) }
        }
        return handler
    }

    /// `XML_SAX2_MAGIC`, which libxml2 wants to see before it calls the namespace-aware handlers.
    private static let saxVersion2: UInt32 = 0xDEED_BEAF
}

import CLibXML2

/// Takes a document's events in order. A class, because C callbacks cannot carry a generic type.
class ElementSink {
    /// Set by a subclass to stop the reading; the parser returns it to the caller.
    final var refusal: NoticeError?
    /// Set by a subclass at a start tag to let another sink have what follows it.
    final var successor: ElementSink?

    func start(_ element: Element) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(named name: UnsafePointer<xmlChar>) {}
}

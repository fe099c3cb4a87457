import CLibXML2

/// Takes a document's events in order. A class, because C callbacks cannot carry a generic type.
class ElementSink {
    /// Why a subclass stopped the reading; the parser returns it to the caller.
    private(set) final var refusal: NoticeError?
    /// Whether there is a refusal or a successor: the parser looks at each event, and a flag costs no count of
    /// references.
    private(set) final var hasEnded = false
    /// Set by a subclass at a start tag to let another sink have what follows it.
    private(set) final var successor: ElementSink?

    final func refuse(_ refusal: NoticeError) {
        self.refusal = refusal
        hasEnded = true
    }

    final func hand(over successor: ElementSink) {
        self.successor = successor
        hasEnded = true
    }

    func start(_ element: Element) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(named name: UnsafePointer<xmlChar>) {}
}

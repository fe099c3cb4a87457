import Synchronization

/// Who is signed in and where he may go, for pages that the frame itself answers with: problem pages above all. The
/// frame knows no accounts, so whoever does says it once at start; until then such pages have no navigation.
public final class OwnHead: Sendable {
    /// The head of a page with this title for whoever asks; nil when nobody is signed in or nobody can tell.
    public typealias Maker = @Sendable (_ context: WebContext, _ title: String) async -> PageHead?

    private let maker = Mutex<Maker?>(nil)

    init() {}

    /// Makes these heads from now on.
    public func use(_ make: @escaping Maker) { maker.withLock { $0 = make } }

    /// The head of the one who asks, or one with the title alone.
    func head(_ title: String, _ context: WebContext) async -> PageHead {
        guard context.token != nil, let make = maker.withLock({ $0 }) else { return PageHead(title: title) }
        return await make(context, title) ?? PageHead(title: title)
    }
}

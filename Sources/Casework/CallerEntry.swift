import Accounts
import Postgres
import Web

extension Caller {
    /// Whoever presents a token on a page that is open to all; nil for a visitor.
    init?(_ context: WebContext) {
        guard let token = context.token else { return nil }
        self.init(
            token: token, requestID: context.requestID, language: context.language,
            network: context.network)
    }
}

extension Entry {
    static func account(_ caller: Caller) -> SQL { account(caller.token, request: caller.requestID) }
}

import Hummingbird
import Web

extension Pagination {
    /// The way on and the way back to the first page of the list that was asked for; nil when it fits on one.
    init?(_ request: Request, next cursor: String?) {
        let isLater = QueryInput(request)["cursor"] != nil
        guard isLater || cursor != nil else { return nil }
        let address = PageAddress(request)
        self.init(
            first: isLater ? address.with("cursor", nil) : nil,
            next: cursor.map { address.with("cursor", $0) })
    }
}

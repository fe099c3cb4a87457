import Web

/// Every approval of a referral with who and when, those of earlier contents too.
struct ApprovalHistory: Decodable, Sendable {
    struct Item: Decodable, Sendable {
        let name: String
        let approvedAt: String
        let digest: String
        let holds: Bool
    }

    let items: [Item]

    static let none = ApprovalHistory(items: [])

    /// As a table; nil while nobody has approved anything.
    func table(_ words: PageWords) -> DataTable? {
        guard !items.isEmpty else { return nil }
        return DataTable(
            caption: words("referrals.page.approvals"),
            columns: ["who", "when", "content", "standing"].map {
                DataTable.Column(words("referrals.approvals.\($0)"))
            },
            rows: items.map { item in
                [
                    .text(item.name), .text(words.moment(item.approvedAt) ?? ""),
                    .text(words("referrals.approvals.digest", ["digest": String(item.digest.prefix(12))])),
                    .tag(
                        item.holds
                            ? StatusTag(words("referrals.approvals.holds"), .done)
                            : StatusTag(words("referrals.approvals.void"), .quiet)),
                ]
            })
    }
}

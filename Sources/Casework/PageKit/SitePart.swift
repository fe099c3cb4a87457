import Web

/// The parts of the site, in the order of the main navigation. Each is offered to whom the database would
/// answer there; the list opens no door.
enum SitePart: String, CaseIterable, Sendable {
    case contracts, cases, mine, calendar, reviews, referrals, inbox, monitors, people, statistics, workflows,
        audit
    case account

    var address: String {
        switch self {
        case .mine: "/my-cases"
        default: "/" + rawValue
        }
    }

    func isOffered(to viewer: Viewer) -> Bool {
        switch self {
        case .contracts: viewer.holds("contract.select")
        case .cases: viewer.holds(oneOf: "case.close", "report.review", "report.approve")
        case .mine: viewer.holds("assignment.accept")
        case .calendar: viewer.holds(oneOf: "case.read", "referral.acknowledge")
        case .reviews: viewer.holds(oneOf: "report.review", "report.approve", "case.close")
        case .referrals: viewer.holds(oneOf: "referral.prepare", "referral.approve")
        case .inbox: viewer.holds("referral.acknowledge")
        case .monitors: viewer.holds("monitor.list")
        case .people: viewer.holds("role.grant")
        case .statistics: viewer.holds(oneOf: "case.close", "report.approve")
        case .workflows: viewer.holds("user.manage")
        case .audit: viewer.holds("audit.read")
        case .account: true
        }
    }

    func name(_ words: PageWords) -> String { words("page.navigation.\(rawValue)") }

    /// The entries that the person sees.
    static func navigation(for viewer: Viewer, at current: SitePart?, _ words: PageWords) -> [NavigationItem]
    {
        allCases.filter { $0.isOffered(to: viewer) }
            .map { NavigationItem($0.name(words), $0.address, isCurrent: $0 == current) }
    }
}

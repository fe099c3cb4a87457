import Hummingbird

/// One entry of the main navigation.
public struct NavigationItem: Sendable {
    /// The link's text.
    public let text: String
    /// Where it leads.
    public let address: String
    /// Whether the page shown is in that part.
    public let isCurrent: Bool

    /// An entry as given.
    public init(_ text: String, _ address: String, isCurrent: Bool) {
        self.text = text
        self.address = address
        self.isCurrent = isCurrent
    }
}

/// One step of the way from the start to this page.
public struct Breadcrumb: Sendable {
    /// The step's name.
    public let text: String
    /// Where it leads.
    public let address: String

    /// A step as given.
    public init(_ text: String, _ address: String) {
        self.text = text
        self.address = address
    }
}

/// Who is signed in, as the page's head shows it.
public struct AccountBadge: Sendable {
    /// The person's name.
    public let name: String
    /// The organisation or authority that the person acts for.
    public let organisation: String?

    /// A badge as given.
    public init(name: String, organisation: String?) {
        self.name = name
        self.organisation = organisation
    }
}

/// Everything of a page that is not its content.
public struct PageHead: Sendable {
    /// The title, also the browser's; "Error: " is put before it when there are problems.
    public var title: String
    /// Who is signed in; nil on open pages.
    public var account: AccountBadge?
    /// Main navigation, in order.
    public var navigation: [NavigationItem]
    /// The way here; the page itself is not in it.
    public var breadcrumbs: [Breadcrumb]
    /// Problems of the form that was sent, for the summary at the top.
    public var problems: [RefusalReason]
    /// Labels of the form's fields by their names, put before each problem in the summary.
    public var labels: [String: String]
    /// A message above the content, after something was done.
    public var message: String?

    /// A head of this title; the rest as given.
    public init(
        title: String, account: AccountBadge? = nil, navigation: [NavigationItem] = [],
        breadcrumbs: [Breadcrumb] = [], problems: [RefusalReason] = [], labels: [String: String] = [:],
        message: String? = nil
    ) {
        self.title = title
        self.account = account
        self.navigation = navigation
        self.breadcrumbs = breadcrumbs
        self.problems = problems
        self.labels = labels
        self.message = message
    }
}

/// The two families of official notices that are read.
public enum NoticeFormat: String, Sendable, CaseIterable {
    case eforms
    case tedExport = "ted_export"
}

/// What a notice announces; the indicators look at the first three.
public enum NoticeKind: String, Sendable, CaseIterable {
    case contractNotice = "contract_notice"
    case awardNotice = "award_notice"
    /// Voluntary ex ante transparency notice.
    case veat
    case other
}

/// The law whose thresholds hold; the form decides it, not the legal basis that the notice names.
public enum Regime: String, Sendable, CaseIterable {
    case general, utilities, concession, defence, social
    case socialUtilities = "social_utilities"
    case socialConcession = "social_concession"
    case classic2004 = "classic_2004"
    case utilities2004 = "utilities_2004"

    /// Social and other specific services have no minimum periods in law.
    public var isSocial: Bool { [.social, .socialUtilities, .socialConcession].contains(self) }

    /// Concessions, social ones included.
    public var isConcession: Bool { [.concession, .socialConcession].contains(self) }
}

/// The form of a notice: eForms subtype (`16`), R2.0.9 form (`F02`) or the number of an R2.0.7/8 form (`17`).
public struct NoticeForm: Hashable, Sendable {
    /// Which set of fields the form has.
    public enum Series: String, Sendable {
        case eforms, r209, r208
    }

    /// As the notice writes it.
    public let code: String
    /// The family of forms it belongs to.
    public let series: Series
    /// What notices of this form announce.
    public let kind: NoticeKind
    /// Nil for notices of kind other.
    public let regime: Regime?

    /// A form with all its traits given; the readers derive them from the tables of their format.
    public init(code: String, series: Series, kind: NoticeKind, regime: Regime?) {
        self.code = code
        self.series = series
        self.kind = kind
        self.regime = regime
    }
}

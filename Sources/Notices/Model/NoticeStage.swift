/// Where in the life of a contract a notice speaks. The kind chooses indicators; the stage orders a timeline.
public enum NoticeStage: String, Sendable, CaseIterable {
    /// Prior information, periodic notices, market consultations, plans of transport services.
    case planning
    /// A call for tenders, requests or expressions of interest; design contests and qualification systems.
    case call
    /// Voluntary ex ante transparency notice.
    case exAnte = "ex_ante"
    case award
    case modification
    case completion
    /// A notice of TED that only corrects another; in eForms a correction is a new version of the whole.
    case correction
    /// Buyer profiles, registrations.
    case other
}

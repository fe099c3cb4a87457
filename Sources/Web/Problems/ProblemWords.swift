/// The wording of a refusal: by its code, by the part before a colon (`requirement:two_approvals`),
/// by its status.
struct ProblemWords {
    private let refusal: Refusal
    private let locales: Locales
    private let language: Language

    init(_ refusal: Refusal, locales: Locales, language: Language) {
        self.refusal = refusal
        self.locales = locales
        self.language = language
    }

    var title: String { text("title") }
    var explanation: String { text("explanation") }
    var next: String { text("next") }

    /// The reasons that were given; when there are none, the code itself if it has a wording of its own.
    var reasons: [RefusalReason] {
        let key = "reason." + refusal.code.replacing(":", with: ".")
        let isWorded = refusal.reasons.isEmpty && locales.find(key, language, [:]) != nil
        return isWorded ? [RefusalReason(refusal.code)] : refusal.reasons
    }

    func text(of reason: RefusalReason) -> String { ReasonWords(locales, language).text(reason) }

    private func text(_ part: String) -> String {
        let family = refusal.code.prefix { $0 != ":" }
        let keys = [refusal.code.replacing(":", with: "."), String(family), "status_\(refusal.status)"]
        let found = keys.lazy.compactMap { locales.find("problem.\($0).\(part)", language, [:]) }.first
        return found ?? locales.text("problem.status_500.\(part)", language)
    }
}

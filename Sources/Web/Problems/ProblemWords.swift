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

    /// The reasons that were given, less the code itself where it has no wording of its own: the title says it then.
    var reasons: [RefusalReason] {
        let key = "reason." + refusal.code.replacing(":", with: ".")
        let isWorded = locales.find(key, language, [:]) != nil
        if refusal.reasons.isEmpty { return isWorded ? [RefusalReason(refusal.code)] : [] }
        return refusal.reasons.filter {
            isWorded || $0.code != refusal.code || $0.detail != nil || $0.pointer != nil
        }
    }

    func text(of reason: RefusalReason) -> String { ReasonWords(locales, language).text(reason) }

    private func text(_ part: String) -> String {
        let family = refusal.code.prefix { $0 != ":" }
        let keys = [refusal.code.replacing(":", with: "."), String(family), "status_\(refusal.status)"]
        let found = keys.lazy.compactMap { locales.find("problem.\($0).\(part)", language, [:]) }.first
        return found ?? locales.text("problem.status_500.\(part)", language)
    }
}

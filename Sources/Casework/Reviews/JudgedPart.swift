import Foundation
import Web

/// What a reviewer sent of one part: those verdicts that say something new, each with the place where it was typed.
struct JudgedPart: Sendable {
    let submission: Int
    let verdicts: [(anchor: String, verdict: GivenVerdict)]

    /// `accept` as the button pressed supports whatever of the part has no verdict.
    init(_ part: ReviewPart, _ known: VerdictRecord, _ input: FormInput) {
        submission = Int(input.typed("submission")) ?? 0
        let acceptsRest = input.typed("go") == "accept"
        verdicts = part.anchors.compactMap { anchor in
            let standing = known.standing(anchor)
            var code = input.typed("verdict-" + anchor)
            if code.isEmpty, acceptsRest { code = "accepted" }
            let text = input.typed("text-" + anchor).replacing("\r\n", with: "\n")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let isNew = code != standing?.verdict ?? "" || text != standing?.text ?? ""
            guard isNew, !(code.isEmpty && text.isEmpty) else { return nil }
            return (anchor, GivenVerdict(anchor, code, text: text.isEmpty ? nil : text))
        }
    }

    /// The form as it was filled in, each problem beside its field.
    func sentBack(_ input: FormInput) -> TypedVerdicts {
        let problems = input.problems.map { problem -> RefusalReason in
            let way = (problem.pointer ?? "").split(separator: "/")
            guard way.count == 3, way[0] == "verdicts", let place = Int(way[1]), place < verdicts.count else {
                return problem
            }
            let field = way[2] == "text" ? "text-" : "verdict-"
            return RefusalReason(
                problem.code, detail: problem.detail, pointer: "/\(field)\(verdicts[place].anchor)")
        }
        let fields = Dictionary(
            input.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        return TypedVerdicts(fields: fields, problems: problems)
    }
}

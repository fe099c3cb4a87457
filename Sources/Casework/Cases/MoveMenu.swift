import Foundation
import Web

/// What the database says of a record's moves.
struct AllowedMoves: Decodable, Sendable {
    struct Move: Decodable, Sendable {
        let action: String
        let to: String
        let allowed: Bool
        let refusals: [Reason]
        let needs: [String]

        /// What a person has to fill in; the digest of a package is the program's to say.
        var asked: [String] { needs.filter { $0 != "data.manifest_sha256" } }

        /// Possible but for saying again who one is: offered, by the way of that page.
        var waitsForConfirmation: Bool {
            !allowed && refusals.allSatisfy { $0.code == "requirement:recently_authenticated" }
        }
    }

    struct Reason: Decodable, Sendable {
        let code: String
        let detail: String?
    }

    let status: String
    let version: Int64
    let moves: [Move]
}

/// The moves of a record as a person is offered them, partial `Cases/moves`: a button for a move that needs nothing
/// more, a link to its own page for one that asks for a reason or data, and why the others are not possible now.
struct MoveMenu: Sendable {
    struct Offer: Sendable {
        let title: String
        let address: String
        let style: String
        let form: PageForm?
    }

    struct Refused: Sendable {
        let title: String
        let reasons: [Reason]
    }

    struct Reason: Sendable {
        let text: String
        let next: String?
    }

    let offers: [Offer]
    let hasOffers: Bool
    let refused: [Refused]
    let byOthers: String?
    let hasQuietPart: Bool
    let nothing: Bool

    init(_ moves: AllowedMoves, kind: RecordKind, id: UUID, _ visit: Visit) {
        let words = visit.words
        let allowed = moves.moves.filter { $0.allowed || $0.waitsForConfirmation }
        // What needs no words comes first to hand; what asks for a reason asks for a thought too.
        let first = allowed.first { $0.asked.isEmpty }?.action
        offers = allowed.map { move in
            let page = "/\(kind.plural)/\(id.uuidString.lowercased())/moves/\(move.action)"
            let address =
                move.waitsForConfirmation ? ConfirmationAddress.returning(to: visit.context.address) : page
            return Offer(
                title: words.action(kind.rawValue, move.action), address: address,
                style: move.action == first ? "btn-primary" : "btn-outline-primary",
                form: move.asked.isEmpty && move.allowed ? PageForm(page, visit, version: moves.version) : nil
            )
        }
        hasOffers = !offers.isEmpty
        let others = moves.moves.filter { !$0.allowed && $0.refusals.contains { $0.code == "role_missing" } }
        refused = moves.moves.filter { move in
            !move.allowed && !move.waitsForConfirmation && !others.contains { $0.action == move.action }
        }
        .map { move in
            Refused(
                title: words.action(kind.rawValue, move.action),
                reasons: move.refusals.map { Self.reason($0, words) })
        }
        let names = others.map { words.action(kind.rawValue, $0.action) }
        byOthers = names.isEmpty ? nil : names.joined(separator: ", ")
        hasQuietPart = !refused.isEmpty || byOthers != nil
        nothing = moves.moves.isEmpty
    }

    static func reason(_ reason: AllowedMoves.Reason, _ words: PageWords) -> Reason {
        let name = reason.code.hasPrefix("requirement:") ? String(reason.code.dropFirst(12)) : nil
        if let name, let text = words.find("workflow.requirements.\(name).refusal") {
            return Reason(text: text, next: words.find("workflow.requirements.\(name).next"))
        }
        return Reason(
            text: words.find("problem.\(reason.code).explanation") ?? words.find("reason.\(reason.code)")
                ?? reason.code,
            next: words.find("problem.\(reason.code).next"))
    }
}

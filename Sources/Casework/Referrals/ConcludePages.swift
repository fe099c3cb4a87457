import Foundation
import Hummingbird
import Postgres
import Web

/// An officer records what came of a referral, and how much of it the monitor may be told.
struct ConcludePages {
    let pages: PageDesk

    static let outcomes = ["criminal", "administrative", "recovery", "recommendation", "none"]
    static let tell = ["yes", "partly", "no"]

    func add(to routes: Routes) {
        routes.page(.get, "referrals/:id/moves/conclude") { [self] _, context in
            try await show(context, FormInput([]))
        }
        routes.page(.post, "referrals/:id/moves/conclude") { [self] request, context in
            try await conclude(try await FormInput.read(request, context), context)
        }
    }

    private func conclude(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let data = Self.data(input)
        guard let version = input.version(), let data, !input.hasProblems else {
            return try await show(context, input)
        }
        let move = MoveRequest(
            kind: .referral, id: id, action: "conclude", version: version, reason: nil, data: data)
        do {
            _ = try await pages.desk.make(
                context.caller, Once(input, "POST /referrals/\(id)/moves"), move.sql)
            return pages.done("referral.conclude", at: "/referrals/" + id.uuidString.lowercased())
        } catch let error as PostgresError where error.sqlState == "MV412" {
            input.refuse("outcome", "referral_changed_meanwhile")
        } catch {
            try input.take(error)
        }
        return try await show(context, input)
    }

    private static func data(_ input: FormInput) -> JSONMembers? {
        let outcome = input.choice("outcome", outcomes)
        let tell = input.choice("may_tell_monitor", tell)
        let message = input.optionalText("message", atMost: 10_000)
        let amount = input.optionalText("amount", atMost: 30)
        let currency = input.optionalText("currency", atMost: 3)
        guard let outcome, let tell else { return nil }
        var data: JSONMembers = ["outcome": .string(outcome), "may_tell_monitor": .string(tell)]
        if let message { data["message"] = .string(message) }
        if let amount {
            let plain = String(amount.filter { !$0.isWhitespace }).replacing(",", with: ".")
            if plain.wholeMatch(of: /[0-9]{1,15}(\.[0-9]{1,2})?/) == nil {
                input.refuse("amount", "amount_malformed")
            }
            guard let code = currency?.uppercased(), code.wholeMatch(of: /[A-Z]{3}/) != nil else {
                input.refuse("currency", "currency_malformed")
                return nil
            }
            data["amount_recovered"] = .object(["amount": .string(plain), "currency": .string(code)])
        }
        return data
    }

    private func show(_ context: SignedInContext, _ input: FormInput) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(
            context, ReferralQueries.one(id), MoveRequest.allowed(.referral, id))
        let referral: ReferralRecord = try visit.answer(0)
        let moves: AllowedMoves = try visit.answer(1)
        guard let move = moves.move("conclude") else { return pages.frame.redirect(to: referral.address) }
        let words = visit.words
        let model = ConcludePage(referral, move, input, visit)
        let labels = [
            "outcome": words("referrals.conclude.outcome"),
            "may_tell_monitor": words("referrals.conclude.may_tell"),
            "amount": words("referrals.conclude.amount"), "currency": words("referrals.conclude.currency"),
            "message": words("referrals.conclude.message"),
        ]
        let head = visit.head(
            words("referrals.conclude.title"), in: .inbox, trail: visit.trail(to: referral),
            problems: input.problems.map { words.said($0) }, labels: labels)
        return try pages.page("Referrals/conclude", model, head, visit)
    }
}

/// The model of `Referrals/conclude`.
struct ConcludePage: Sendable {
    let refusals: [MoveMenu.Reason]
    let form: PageForm
    let outcome: ChoiceField
    let amount: TextField
    let currency: TextField
    let mayTell: ChoiceField
    let message: TextArea
    let back: String

    init(_ referral: ReferralRecord, _ move: AllowedMoves.Move, _ input: FormInput, _ visit: Visit) {
        let words = visit.words
        let error = { (name: String) in words.reasons.error(of: name, in: input.problems) }
        refusals = move.refusals.map { MoveMenu.reason($0, words) }
        form = PageForm(referral.address + "/moves/conclude", visit, version: referral.version)
        outcome = ChoiceField(
            name: "outcome", label: words("referrals.conclude.outcome"),
            choices: ConcludePages.outcomes.map { Choice($0, words("referrals.conclude.outcomes.\($0)")) },
            chosen: [input.typed("outcome")], error: error("outcome"))
        amount = TextField(
            name: "amount",
            label: words("reports.section.optional", ["label": words("referrals.conclude.amount")]),
            value: input.typed("amount"), hint: words("referrals.conclude.amount_hint"),
            error: error("amount"),
            inputMode: "decimal")
        let currencyTyped = input.typed("currency")
        currency = TextField(
            name: "currency", label: words("referrals.conclude.currency"),
            value: currencyTyped.isEmpty ? "EUR" : currencyTyped,
            hint: words("referrals.conclude.currency_hint"),
            error: error("currency"))
        mayTell = ChoiceField(
            name: "may_tell_monitor", label: words("referrals.conclude.may_tell"),
            choices: ConcludePages.tell.map { Choice($0, words("referrals.conclude.tell.\($0)")) },
            chosen: [input.typed("may_tell_monitor")], hint: words("referrals.conclude.may_tell_hint"),
            error: error("may_tell_monitor"))
        message = TextArea(
            name: "message",
            label: words("reports.section.optional", ["label": words("referrals.conclude.message")]),
            value: input.typed("message"), hint: words("referrals.conclude.message_hint"),
            error: error("message"), limit: 10_000)
        back = referral.address
    }
}

import Foundation
import Hummingbird
import Postgres
import Web

/// A referral on pages: prepared, approved, sealed and sent by one side, read, questioned and concluded by the other.
struct ReferralPages {
    let pages: PageDesk
    let sealing: SealReferral
    let reading: ReadStoredFile

    func add(to routes: Routes) {
        PreviewPages(pages: pages, document: sealing.document, store: sealing.store).add(to: routes)
        ReferralLists(pages: pages).add(to: routes)
        ReferralBuilder(pages: pages).add(to: routes)
        ConcludePages(pages: pages).add(to: routes)
        routes.page(.get, "referrals/:id") { [self] _, context in try await show(context, ReferralForms()) }
        routes.page(.get, "referrals/:id/dossier") { [reading] _, context in
            try await reading.dossier(context.caller, try context.id())
        }
        addForms(to: routes)
        MovePages(
            pages, kind: .referral, part: .referrals,
            run: { [pages, sealing] caller, move, once in
                guard move.action == "seal" else { return try await pages.desk.make(caller, once, move.sql) }
                return try await sealing.run(caller, move)
            },
            landing: { _, record in "/referrals/" + record.id.uuidString.lowercased() }
        ).add(to: routes)
    }

    private func addForms(to routes: Routes) {
        routes.page(.post, "referrals/:id/approvals") { [self] request, context in
            let input = try await FormInput.read(request, context)
            let digest = input.text("content_digest", atMost: 64) ?? ""
            return try await run(input, context, "approve", done: "referral.approved") {
                ReferralQueries.approve($0, digest: digest)
            }
        }
        routes.page(.post, "referrals/:id/questions") { [self] request, context in
            let input = try await FormInput.read(request, context)
            let text = input.text("text", atMost: 10_000) ?? ""
            let due = input.date("due_on")?.description ?? ""
            return try await run(input, context, "ask", done: "referral.asked") {
                ReferralQueries.ask($0, text: text, dueOn: due)
            }
        }
        routes.page(.post, "referrals/:id/questions/:number/answer") { [self] request, context in
            guard let number = Int(try context.parameter("number")), (1...10_000).contains(number) else {
                throw Refusal.notFound
            }
            let input = try await FormInput.read(request, context)
            let text = input.text("text", atMost: 10_000) ?? ""
            return try await run(input, context, "answer-\(number)", done: "referral.answered") {
                ReferralQueries.answer($0, number: number, text: text)
            }
        }
    }

    // Runs what a form of the page asks for; what was refused comes back beside its field.
    private func run(
        _ input: FormInput, _ context: SignedInContext, _ form: String, done: String, _ sql: (UUID) -> SQL
    ) async throws -> Response {
        let id = try context.id()
        if !input.hasProblems {
            do {
                _ = try await pages.desk.make(
                    context.caller, Once(input, "POST /referrals/\(id)/\(form)"), sql(id))
                return pages.done(done, at: "/referrals/" + id.uuidString.lowercased())
            } catch  where ConfirmationAddress.isAsked(by: error) {
                let back = "/referrals/" + id.uuidString.lowercased()
                return pages.frame.redirect(to: ConfirmationAddress.returning(to: back))
            } catch {
                try input.take(error)
            }
        }
        let typed = Dictionary(
            input.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        // Answers to several questions stand on one page, so that each text area has a name of its own in it.
        let problems = input.problems.map { problem in
            form.hasPrefix("answer") && problem.pointer == "/text"
                ? RefusalReason(problem.code, detail: problem.detail, pointer: "/" + form) : problem
        }
        return try await show(context, ReferralForms(failed: form, typed: typed, problems: problems))
    }

    private static func labels(_ forms: ReferralForms, _ words: PageWords) -> [String: String] {
        let answers = forms.problems.compactMap { $0.pointer?.dropFirst() }.filter { $0.hasPrefix("answer") }
        let asked = [
            "text": words("referrals.questions.text"), "due_on": words("referrals.questions.due_on"),
        ]
        return answers.reduce(into: asked) { $0[String($1)] = words("referrals.questions.answer") }
    }

    private struct Declared: Decodable, Sendable {
        struct Declaration: Decodable, Sendable {
            let hasConflict: Bool
        }
        let myDeclaration: Declaration?
    }

    private func show(_ context: SignedInContext, _ forms: ReferralForms) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(
            context, ReferralQueries.one(id), MoveRequest.allowed(.referral, id),
            ReferralQueries.approvals(id))
        let referral: ReferralRecord = try visit.answer(0)
        var forms = forms
        forms.history = try visit.answer(2)
        if referral.status == "in_approval", visit.viewer.holds("referral.approve"),
            let caseID = referral.caseId
        {
            let answer = try await pages.desk.ask(context.caller, CaseQueries.one(caseID))
            let declared = try answer.decoded(Declared.self).myDeclaration != nil
            forms.declaration =
                declared
                ? nil
                : referral.caseAddress.map { DeclarationModel.address(ofCase: $0, next: referral.address) }
        }
        let model = ReferralPage(referral, try visit.answer(1), forms, visit)
        let words = visit.words
        let head = visit.head(
            model.title, in: visit.part(of: referral), trail: visit.trail(to: referral, itself: true),
            problems: forms.problems.map { words.said($0) },
            labels: Self.labels(forms, words))
        return try pages.page("Referrals/page", model, head, visit)
    }
}

extension PageWords {
    /// A reason that carries its own words when only the workflow's wording knows it.
    func said(_ reason: RefusalReason) -> RefusalReason {
        let name = reason.code.hasPrefix("requirement:") ? String(reason.code.dropFirst(12)) : reason.code
        let text =
            find("workflow.requirements.\(name).refusal") ?? find("referrals.refusals.\(name)")
            ?? (find("reason.\(name)") == nil ? find("problem.\(name).explanation") : nil)
        return text.map { RefusalReason("said", detail: $0, pointer: reason.pointer) } ?? reason
    }
}

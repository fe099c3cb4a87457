import Foundation
import Hummingbird
import Postgres
import Web

/// Preparing a referral: an authority, findings and evidence of the approved report; and changing that content as long
/// as nobody has been asked to approve it.
struct ReferralBuilder {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "cases/:id/referrals/new") { [self] _, context in
            try await new(context, FormInput([]))
        }
        routes.page(.post, "cases/:id/referrals") { [self] request, context in
            try await prepare(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "referrals/:id/content") { [self] _, context in try await edit(context, nil) }
        routes.page(.post, "referrals/:id/content") { [self] request, context in
            try await change(try await FormInput.read(request, context), context)
        }
    }

    struct CaseRecord: Decodable, Sendable {
        struct Report: Decodable, Sendable {
            let id: UUID
            let status: String
            let updatedAt: String
        }

        let id: UUID
        let number: String
        let title: String
        let reports: [Report]

        /// The report from which a referral is made: the newest approved one.
        var approved: UUID? {
            reports.filter { $0.status == "approved" }.max { $0.updatedAt < $1.updatedAt }?.id
        }
    }

    struct Authorities: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let id: UUID
            let name: String
            let country: String
            let languages: [String]
            let proposed: Bool
            let openReferral: Bool
        }
        let items: [Item]
    }

    private func new(_ context: SignedInContext, _ input: FormInput) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(context, CaseQueries.one(id), AuthorityQueries.forCase(id))
        let record: CaseRecord = try visit.answer(0)
        let authorities = try visit.answer(1, as: Authorities.self).items
        let address = "/cases/" + id.uuidString.lowercased()
        let report = try await report(record.approved, context)
        let model = BuilderPage(
            title: visit.words("referrals.builder.title"), form: PageForm(address + "/referrals", visit),
            report: report?.record, verdicts: report?.verdicts,
            authorities: authorities, input: input, isNew: true, back: address, visit.words)
        let head = visit.head(
            model.title, in: .referrals, trail: [visit.step(.referrals), Breadcrumb(record.number, address)],
            problems: input.problems.map { visit.words.said($0) }, labels: BuilderPage.labels(visit.words))
        return try pages.page("Referrals/builder", model, head, visit)
    }

    private func prepare(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let authority = input.uuid("authority_id")
        let content = ReferralContent(input)
        if let authority, !input.hasProblems {
            do {
                let made: NewRecord = try await pages.desk.make(
                    context.caller, Once(input, "POST /cases/\(id)/referrals"),
                    ReferralQueries.prepare(id, content, authority: authority)
                ).decoded()
                return pages.done("referral.prepared", at: "/referrals/" + made.id.uuidString.lowercased())
            } catch {
                try input.take(error)
            }
        }
        return try await new(context, input)
    }

    private struct NewRecord: Decodable, Sendable {
        let id: UUID
    }

    private func edit(_ context: SignedInContext, _ typed: FormInput?) async throws -> Response {
        let visit = try await pages.visit(context, ReferralQueries.one(try context.id()))
        let referral: ReferralRecord = try visit.answer(0)
        guard referral.status == "prepared", let caseID = referral.caseId else {
            return pages.frame.redirect(to: referral.address)
        }
        let answer = try await pages.desk.ask(context.caller, CaseQueries.one(caseID))
        let report = try await report(try answer.decoded(CaseRecord.self).approved, context)
        let stored =
            referral.findings.map { (name: "findings", value: $0.id.uuidString.lowercased()) }
            + referral.evidence.map { (name: "evidence", value: $0.id.uuidString.lowercased()) }
        let input = typed ?? FormInput(stored)
        let model = BuilderPage(
            title: visit.words("referrals.builder.edit_title"),
            form: PageForm(referral.address + "/content", visit, version: referral.version),
            report: report?.record, verdicts: report?.verdicts, authorities: [], input: input, isNew: false,
            back: referral.address, visit.words)
        let head = visit.head(
            model.title, in: .referrals, trail: visit.trail(to: referral),
            problems: input.problems.map { visit.words.said($0) },
            labels: BuilderPage.labels(visit.words))
        return try pages.page("Referrals/builder", model, head, visit)
    }

    private func change(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let content = ReferralContent(input)
        if let version = input.version(), !input.hasProblems {
            do {
                _ = try await pages.desk.ask(
                    context.caller, ReferralQueries.change(id, expected: version, content))
                return pages.done("referral.changed", at: "/referrals/" + id.uuidString.lowercased())
            } catch let error as PostgresError where error.sqlState == "MV412" {
                input.refuse("findings", "referral_changed_meanwhile")
            } catch {
                try input.take(error)
            }
        }
        return try await edit(context, input)
    }

    private func report(
        _ id: UUID?, _ context: SignedInContext
    ) async throws -> (record: ReportRecord, verdicts: VerdictRecord)? {
        guard let id else { return nil }
        let answers = try await pages.desk.ask(
            context.caller, all: [ReportQueries.one(id), VerdictRecord.of(id)])
        return (try answers[0].decoded(), try answers[1].decoded())
    }
}

extension ReferralContent {
    /// From the ticked boxes of the page; without a finding there is nothing to refer.
    init(_ input: FormInput) {
        let ids = { (name: String) in input.all(name).compactMap { UUID(uuidString: $0) } }
        self.init(findings: ids("findings"), evidence: ids("evidence"))
        if findings.isEmpty { input.refuse("findings", "findings_missing") }
    }
}

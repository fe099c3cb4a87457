import Forms
import Testing

/// The form that the project ships.
@Suite struct ShippedFormTests {
    let answers: [String: JSONValue] = [
        "eu_funded": "unknown", "contract_title": "Bridge", "contract_object": "A bridge",
        "contracting_body": "Town",
        "contract_supplier": "Acme", "contract_kind": "works", "subcontracting_foreseen": "no",
        "unlisted_implementers_seen": "unknown", "modified": "no", "supplier_name": "Acme",
        "site_visit": "not_visited", "no_visit_reason": "no_resources", "state": "unknown",
        "methods_used": ["web"],
        "narrative": "Nothing could be established.",
    ]

    @Test func `it has three steps and the sections of the specification`() throws {
        let form = try shippedForm()
        #expect(form.steps.map(\.key) == ["desk_analysis", "implementation", "results"])
        #expect(form.questions.count > 100)
    }

    @Test func `a change of the form is a new version, since one that was loaded never changes`() throws {
        let form = try shippedForm()
        let known = [
            2: "6c2f0900ea52eaa8192293dec931ae110d34570a72cb2ade14217171013352a7"
        ]
        #expect(form.hash == known[form.version], "raise `version:` and note the new hash here")
    }

    @Test func `a minimal report is complete`() throws {
        let form = try shippedForm()
        #expect(form.check(patch: .object(answers)) == [])
        #expect(form.completeness(answers) == [])
    }

    @Test(arguments: [
        ("eu_funded", "yes", "project_code"), ("subcontracting_foreseen", "yes", "subcontractors"),
        ("unlisted_implementers_seen", "yes", "unlisted_implementers"), ("modified", "yes", "modified_what"),
        ("site_visit", "visited", "visits"), ("no_visit_reason", "access_denied", "access_denied_by"),
        ("no_visit_reason", "other", "no_visit_other"), ("state", "not_started", "not_started_why"),
        ("state", "ongoing", "on_schedule"), ("state", "finished", "works_operating"),
        ("document_contract", "no", "document_obstacles"),
    ])
    func `an answer opens its branch, and without it the branch is closed`(
        question: String, value: String, opened: String
    ) throws {
        let form = try shippedForm()
        let open = answers.merging([question: .string(value)]) { _, new in new }
        #expect(form.visibleQuestions(open).contains { $0.key == opened })
        #expect(!form.visibleQuestions(answers).contains { $0.key == opened })
    }

    @Test func `each no about the implementation asks for an account`() throws {
        let form = try shippedForm()
        let sections = form.steps.flatMap(\.sections).filter { ["ongoing", "finished"].contains($0.key) }
        let asked = sections.flatMap(\.questions).filter { $0.type == .yesNoUnknown }
        #expect(asked.count == 15)
        for question in asked {
            let account = try #require(form.question(question.key + "_account"))
            #expect(account.type == .account && account.isRequired)
            #expect(account.condition == .equals(question: question.key, value: "no"))
        }
    }

    @Test func `goods are asked for their use and works for their operation`() throws {
        let form = try shippedForm()
        let finished = answers.merging(["state": "finished"]) { _, new in new }
        #expect(!form.visibleQuestions(finished).contains { $0.key == "goods_used_as_intended" })
        let goods = finished.merging(["contract_kind": "goods"]) { _, new in new }
        #expect(form.visibleQuestions(goods).contains { $0.key == "goods_used_as_intended" })
        #expect(!form.visibleQuestions(goods).contains { $0.key == "works_operating" })
    }

    @Test func `every name of a person is in the protected part`() throws {
        let form = try shippedForm()
        let all = form.questions + form.questions.flatMap(\.questions)
        let personal = all.filter(\.isPersonal).map(\.key)
        #expect(
            personal.sorted() == [
                "access_denied_by", "contact_name", "contract_supervisor", "interviewee_name", "person_name",
                "representative_name", "shareholder_name",
            ])
    }

    @Test func `a source of prefill gives the type that its question takes`() throws {
        for question in try shippedForm().questions {
            guard let source = question.prefill else { continue }
            #expect(Prefill.types[source] == question.type, "\(question.key)")
        }
    }
}

import Foundation
import Forms

/// A small form with one question of each kind, a condition of each kind, and a repeated group.
let smallFormText = """
    form: bridge
    version: 2
    steps:
      - step: look
        sections:
          - section: facts
            shows: [risk_profile]
            questions:
              - {key: name, type: text, required: true, max: 20, prefill: contract.title}
              - {key: story, type: long_text}
              - {key: funded, type: yes_no_unknown, required: true}
              - {key: fund, type: amount, when: {question: funded, equals: yes}, required: true}
              - {key: kind, type: choice, options: [goods, works]}
              - {key: methods, type: choices, options: [web, visit, talk]}
              - {key: seen_on, type: date, when: {question: methods, in: [visit, talk]}, required: true}
              - {key: seat, type: country}
              - {key: days, type: integer, min: 1, max: 400}
              - {key: share, type: percent}
              - {key: page, type: url}
              - {key: site, type: place}
              - {key: broken, type: yes_no_unknown}
              - {key: broken_account, type: account, when: {question: broken, equals: no}, required: true}
              - {key: proof, type: evidence}
          - section: people
            questions:
              - key: firms
                type: group
                min: 2
                max: 3
                questions:
                  - {key: firm, type: text, required: true}
                  - {key: listed, type: yes_no_unknown}
                  - {key: why_not, type: text, when: {question: listed, equals: no}, required: true}
                  - {key: boss, type: text, personal: true}
              - {key: whistle, type: text, personal: true}
              - key: works_note
                type: text
                when: {all: [{question: kind, equals: works}, {answered: site}]}
              - key: any_note
                type: text
                when: {any: [{question: kind, equals: goods}, {question: funded, equals: no}]}
              - {key: no_page_note, type: text, when: {not: {answered: page}}}
              - {key: fund_note, type: text, when: {answered: fund}}
    """

func smallForm() throws -> Form { try Form.parse(smallFormText, file: "bridge.yaml") }

/// The printed problems of a form text.
func problems(of text: String) -> [String] {
    do {
        _ = try Form.parse(text, file: "bridge.yaml")
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

/// The project's folder.
let project = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

func shippedForm() throws -> Form {
    let url = project.appendingPathComponent("Workflows/forms/imonitor.yaml")
    return try Form.parse(String(contentsOf: url, encoding: .utf8), file: "Workflows/forms/imonitor.yaml")
}

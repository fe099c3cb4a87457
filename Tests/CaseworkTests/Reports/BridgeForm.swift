import Forms
import Postgres

/// A small form of the tests, in as many versions as a test wants.
enum BridgeForm {
    static let name = "bridge"

    static func version(_ version: Int) throws -> LoadedVersion {
        let text = """
            form: \(name)
            version: \(version)
            steps:
              - step: look
                sections:
                  - section: facts
                    questions:
                      - {key: name, type: text, required: true, max: 20}
                      - {key: funded, type: yes_no_unknown, required: true}
                      - {key: fund, type: text, when: {question: funded, equals: yes}, required: true}
                      - {key: question_\(version), type: text}

            """
        return LoadedVersion(text: text, form: try Form.parse(text, file: "bridge.yaml"))
    }

    struct LoadedVersion: Sendable {
        /// The file's contents.
        let text: String
        let form: Form

        /// Brings it into the database as `casebridge form load` does.
        var loading: SQL {
            """
            SELECT casebridge.load_form(d ->> 'name', (d ->> 'version')::int, d ->> 'hash', d -> 'document')
            FROM (SELECT \(JSONText(form.document())) AS d) given
            """
        }
    }
}

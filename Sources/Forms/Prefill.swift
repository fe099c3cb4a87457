/// Facts of the contract that may fill an answer before the monitor confirms or corrects it.
public enum Prefill {
    /// The names of the sources and the type of the value that each gives.
    public static let types: [String: QuestionType] = [
        "contract.title": .text, "contract.object": .longText, "contract.code": .text,
        "contract.buyer": .text,
        "contract.supplier": .text, "contract.original_value": .amount, "contract.kind": .choice,
        "contract.signed_on": .date, "contract.starts_on": .date, "contract.ends_on": .date,
        "contract.sites": .group, "contract.eu_funded": .yesNoUnknown, "contract.programme": .text,
        "contract.project_code": .text, "supplier.name": .text, "supplier.address": .text,
        "supplier.postcode": .text, "supplier.city": .text, "supplier.nuts": .text,
        "supplier.country": .country,
        "supplier.phone": .text, "supplier.email": .text, "supplier.website": .url,
        "supplier.identifier": .text,
    ]

    static var sources: Set<String> { Set(types.keys) }
}

extension Form {
    /// The answers that facts of the contract give; a fact that the question would refuse is left out.
    public func prefilled(from facts: [String: JSONValue]) -> [String: JSONValue] {
        var answers: [String: JSONValue] = [:]
        for question in questions {
            guard let source = question.prefill, let value = facts[source], AnswerCheck.isAnswer(value),
                check(patch: [question.key: value]).isEmpty
            else { continue }
            answers[question.key] = value
        }
        return answers
    }
}

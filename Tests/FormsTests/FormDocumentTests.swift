import Forms
import Testing

/// The document that the database keeps and the hash that answers are bound to.
@Suite struct FormDocumentTests {
    @Test func `the hash does not depend on the order of keys, on spacing or on comments`() throws {
        let dressed =
            smallFormText
            .replacingOccurrences(
                of: "{key: name, type: text, required: true, max: 20, prefill: contract.title}",
                with:
                    "{prefill: contract.title, max: 20, type: text,   required: true, key: name}  # the title"
            )
        #expect(dressed != smallFormText)
        #expect(try Form.parse(dressed, file: "bridge.yaml").hash == smallForm().hash)
    }

    @Test func `the hash changes with a question, an option's order and a condition`() throws {
        let hash = try smallForm().hash
        #expect(hash.count == 64)
        for (old, new) in [
            ("key: story", "key: tale"), ("[goods, works]", "[works, goods]"), ("max: 20", "max: 21"),
            ("{not: {answered: page}}", "{answered: page}"), ("version: 2", "version: 3"),
        ] {
            let changed = smallFormText.replacingOccurrences(of: old, with: new)
            #expect(try Form.parse(changed, file: "bridge.yaml").hash != hash)
        }
    }

    @Test(arguments: [smallForm, shippedForm])
    func `a stored document is read back into the same form`(form: @Sendable () throws -> Form) throws {
        let form = try form()
        let stored = try JSONValue.parse(form.document())
        #expect(stored.object?["hash"] == .string(form.hash))
        #expect(stored.object?["name"] == .string(form.name))
        #expect(stored.object?["version"]?.integer == form.version)
        let text = try #require(stored.object?["document"]).canonical
        #expect(try Form.parse(text, file: "database") == form)
    }
}

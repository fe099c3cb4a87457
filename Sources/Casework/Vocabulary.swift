import Web

// Foundation has an Operation too; here the word means what the OpenAPI document says of a route.
typealias Operation = Web.Operation

import Accounts
import Postgres
import Web

extension Entry {
    static func account(_ caller: Caller) -> SQL { account(caller.token, request: caller.requestID) }
}

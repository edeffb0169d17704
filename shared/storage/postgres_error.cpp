#include "storage/db_error.h"

#include <array>

namespace auth {
namespace {

struct Meaning {
    QByteArrayView state; ///< An SQLSTATE, or the two letters of a class of them.
    DbError::Kind kind;
};

// https://www.postgresql.org/docs/current/errcodes-appendix.html; whole codes before the class they belong to.
constexpr std::array meanings{
    Meaning{"23505", DbError::Unique},     // unique_violation
    Meaning{"40003", DbError::Lost},       // statement_completion_unknown
    Meaning{"40", DbError::Conflict},      // transaction rollback: serialization, deadlock
    Meaning{"55P03", DbError::Busy},       // lock_not_available
    Meaning{"57014", DbError::Timeout},    // query_canceled
    Meaning{"25006", DbError::ReadOnly},   // read_only_sql_transaction
    Meaning{"25P03", DbError::Lost},       // idle_in_transaction_session_timeout
    Meaning{"57P", DbError::Lost},         // the server is shut down, has crashed or does not take connections yet
    Meaning{"08", DbError::Lost},          // connection exception
    Meaning{"53100", DbError::Full},       // disk_full
    Meaning{"53", DbError::Io},            // insufficient resources
    Meaning{"58", DbError::Io},            // system error
    Meaning{"XX001", DbError::Corrupt},    // data_corrupted
    Meaning{"XX002", DbError::Corrupt},    // index_corrupted
    Meaning{"22", DbError::Constraint},    // data exception
    Meaning{"23", DbError::Constraint},    // integrity constraint violation
    Meaning{"42804", DbError::Constraint}, // datatype_mismatch
    Meaning{"42501", DbError::Unready},    // insufficient_privilege
    Meaning{"42P01", DbError::Unready},    // undefined_table
    Meaning{"3F000", DbError::Unready},    // invalid_schema_name
    Meaning{"54000", DbError::Unready},    // program_limit_exceeded: too many notifications wait
    Meaning{"55", DbError::Unready},       // object not in prerequisite state
    Meaning{"XX000", DbError::Unready},    // internal_error: what is read is being changed
};

} // namespace

DbError::Kind postgresKind(QByteArrayView sqlState)
{
    if (sqlState.isEmpty())
        return DbError::Lost;
    for (const auto &[state, kind] : meanings) {
        if (sqlState.startsWith(state))
            return kind;
    }
    return DbError::Other;
}

} // namespace auth

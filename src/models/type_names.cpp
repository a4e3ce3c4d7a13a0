#include "models/type_names.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

using catalog::Kind;
using catalog::NameSpace;
using TypeNames = std::set<std::string, std::less<>>;

// pg_type of PostgreSQL 18, and the words that its grammar takes for types besides
// (src/backend/parser/gram.y, SimpleTypename; src/backend/parser/parse_utilcmd.c for serial).
constexpr auto built_in_types = std::to_array<std::string_view>({"aclitem",
                                                                 "bigint",
                                                                 "bigserial",
                                                                 "bit",
                                                                 "bool",
                                                                 "boolean",
                                                                 "box",
                                                                 "bpchar",
                                                                 "bytea",
                                                                 "char",
                                                                 "character",
                                                                 "cid",
                                                                 "cidr",
                                                                 "circle",
                                                                 "date",
                                                                 "datemultirange",
                                                                 "daterange",
                                                                 "dec",
                                                                 "decimal",
                                                                 "float",
                                                                 "float4",
                                                                 "float8",
                                                                 "gtsvector",
                                                                 "inet",
                                                                 "int",
                                                                 "int2",
                                                                 "int2vector",
                                                                 "int4",
                                                                 "int4multirange",
                                                                 "int4range",
                                                                 "int8",
                                                                 "int8multirange",
                                                                 "int8range",
                                                                 "integer",
                                                                 "interval",
                                                                 "json",
                                                                 "jsonb",
                                                                 "jsonpath",
                                                                 "line",
                                                                 "lseg",
                                                                 "macaddr",
                                                                 "macaddr8",
                                                                 "money",
                                                                 "name",
                                                                 "national",
                                                                 "nchar",
                                                                 "numeric",
                                                                 "nummultirange",
                                                                 "numrange",
                                                                 "oid",
                                                                 "oidvector",
                                                                 "path",
                                                                 "pg_lsn",
                                                                 "pg_snapshot",
                                                                 "point",
                                                                 "polygon",
                                                                 "real",
                                                                 "record",
                                                                 "refcursor",
                                                                 "regclass",
                                                                 "regcollation",
                                                                 "regconfig",
                                                                 "regdatabase",
                                                                 "regdictionary",
                                                                 "regnamespace",
                                                                 "regoper",
                                                                 "regoperator",
                                                                 "regproc",
                                                                 "regprocedure",
                                                                 "regrole",
                                                                 "regtype",
                                                                 "serial",
                                                                 "serial2",
                                                                 "serial4",
                                                                 "serial8",
                                                                 "setof",
                                                                 "smallint",
                                                                 "smallserial",
                                                                 "text",
                                                                 "tid",
                                                                 "time",
                                                                 "timestamp",
                                                                 "timestamptz",
                                                                 "timetz",
                                                                 "tsmultirange",
                                                                 "tsquery",
                                                                 "tsrange",
                                                                 "tstzmultirange",
                                                                 "tstzrange",
                                                                 "tsvector",
                                                                 "txid_snapshot",
                                                                 "uuid",
                                                                 "varbit",
                                                                 "varchar",
                                                                 "xid",
                                                                 "xid8",
                                                                 "xml"});
static_assert(std::ranges::is_sorted(built_in_types));

// Types of extensions, which a template or the database itself may bring.
constexpr std::array types_of_extensions = {"citext",     "hstore",
                                            "ltree",      "lquery",
                                            "ltxtquery",  "cube",
                                            "seg",        "earth",
                                            "lo",         "ean13",
                                            "isbn",       "isbn13",
                                            "ismn",       "ismn13",
                                            "issn",       "issn13",
                                            "upc",        "query_int",
                                            "ghstore",    "vector",
                                            "halfvec",    "sparsevec",
                                            "geometry",   "geography",
                                            "raster",     "box2d",
                                            "box3d",      "topogeometry",
                                            "hll",        "tdigest",
                                            "semver",     "ip4",
                                            "ip6",        "ip4r",
                                            "ip6r",       "ipaddress",
                                            "iprange",    "h3index",
                                            "uri",        "currency",
                                            "mpz",        "mpq",
                                            "debversion", "agtype",
                                            "graphid",    "rum_distance_query"};

struct CalledElsewhere {
    std::string_view elsewhere;
    std::string_view here;
};

// What other databases, and programming languages, call their types.
constexpr std::array called_elsewhere = {
    CalledElsewhere{"string", "text"},
    CalledElsewhere{"str", "text"},
    CalledElsewhere{"clob", "text"},
    CalledElsewhere{"tinytext", "text"},
    CalledElsewhere{"mediumtext", "text"},
    CalledElsewhere{"longtext", "text"},
    CalledElsewhere{"ntext", "text"},
    CalledElsewhere{"varchar2", "varchar"},
    CalledElsewhere{"nvarchar", "varchar"},
    CalledElsewhere{"nvarchar2", "varchar"},
    CalledElsewhere{"datetime", "timestamptz"},
    CalledElsewhere{"datetime2", "timestamptz"},
    CalledElsewhere{"smalldatetime", "timestamptz"},
    CalledElsewhere{"datetimeoffset", "timestamptz"},
    CalledElsewhere{"timestampz", "timestamptz"},
    CalledElsewhere{"timestamp_tz", "timestamptz"},
    CalledElsewhere{"timestampltz", "timestamptz"},
    CalledElsewhere{"tinyint", "smallint"},
    CalledElsewhere{"int1", "smallint"},
    CalledElsewhere{"int16", "smallint"},
    CalledElsewhere{"short", "smallint"},
    CalledElsewhere{"year", "smallint"},
    CalledElsewhere{"mediumint", "integer"},
    CalledElsewhere{"int32", "integer"},
    CalledElsewhere{"uint", "bigint"},
    CalledElsewhere{"uint32", "bigint"},
    CalledElsewhere{"int64", "bigint"},
    CalledElsewhere{"long", "bigint"},
    CalledElsewhere{"biginteger", "bigint"},
    CalledElsewhere{"bigint_unsigned", "numeric"},
    CalledElsewhere{"uint64", "numeric"},
    CalledElsewhere{"number", "numeric"},
    CalledElsewhere{"smallmoney", "numeric"},
    CalledElsewhere{"float32", "real"},
    CalledElsewhere{"float64", "double precision"},
    CalledElsewhere{"double", "double precision"},
    CalledElsewhere{"double_precision", "double precision"},
    CalledElsewhere{"blob", "bytea"},
    CalledElsewhere{"tinyblob", "bytea"},
    CalledElsewhere{"mediumblob", "bytea"},
    CalledElsewhere{"longblob", "bytea"},
    CalledElsewhere{"binary", "bytea"},
    CalledElsewhere{"varbinary", "bytea"},
    CalledElsewhere{"bytes", "bytea"},
    CalledElsewhere{"image", "bytea"},
    CalledElsewhere{"raw", "bytea"},
    CalledElsewhere{"guid", "uuid"},
    CalledElsewhere{"uniqueidentifier", "uuid"},
    CalledElsewhere{"object", "jsonb"},
    CalledElsewhere{"dict", "jsonb"},
    CalledElsewhere{"map", "jsonb"},
    CalledElsewhere{"bson", "jsonb"},
    CalledElsewhere{"logical", "boolean"},
    CalledElsewhere{"autoincrement", "bigserial"},
    CalledElsewhere{"auto_increment", "bigserial"},
    CalledElsewhere{"inet6", "inet"},
};

// The word that a type consists of, but for its parameters and its brackets; empty if it begins
// otherwise: with quotes, or with its schema.
std::string word_of(std::string_view type) {
    const auto tokens = sql::tokenize(type).tokens;
    if (tokens.empty() || tokens.front().kind != sql::Token::Kind::word) return {};
    if (tokens.size() > 1 && is_symbol(tokens[1], type, ".")) return {};
    const bool double_precision = tokens.size() > 1 && is_word(tokens[1], type, "precision");
    return double_precision ? "float8" : name_of(tokens.front(), type);
}

bool is_known_everywhere(const std::string& word) {
    const bool array = word.starts_with('_'); // as pg_type calls them
    return word.empty() || array || std::ranges::binary_search(built_in_types, word)
           || std::ranges::find(types_of_extensions, word) != types_of_extensions.end();
}

TypeNames declared_types(const catalog::Catalog& catalog) {
    TypeNames names;
    for (const auto& [id, fact] : catalog.facts) {
        const auto spaces = name_spaces(id.kind);
        if (id.kind == Kind::shell_type || std::ranges::count(spaces, NameSpace::type) > 0)
            names.insert(id.name());
    }
    return names;
}

// A fact whose type is neither PostgreSQL's nor one of a well-known extension.
struct Suspect {
    const catalog::Fact* fact;
    std::string word;
};

std::vector<Suspect> suspects_in(const catalog::Catalog& catalog) {
    std::vector<Suspect> suspects;
    for (const auto& [id, fact] : catalog.facts) {
        if (fact.made_by || !fact.has("type")) continue;
        auto word = word_of(fact.text("type"));
        if (!is_known_everywhere(word)) suspects.push_back({&fact, std::move(word)});
    }
    return suspects;
}

class TypeSearch {
  public:
    explicit TypeSearch(Collection& collection)
        : collection_(collection), declared_(declared_types(collection.catalog)),
          known_(built_in_types.begin(), built_in_types.end()),
          foreign_(!collection.catalog.of_kind(Kind::extension).empty()) {
        if (!foreign_) known_.insert(known_.end(), declared_.begin(), declared_.end());
    }

    void look_at(const Suspect& suspect) {
        if (declared_.contains(suspect.word)) return;
        const auto meant = meant_by(suspect.word);
        if (meant.empty()) return;
        collection_.warnings.push_back(
            {.message =
                 format("{} has the type {}, which neither PostgreSQL has nor a model declares",
                        to_string(suspect.fact->id), suspect.word),
             .place = suspect.fact->place,
             .hints = {format("Did you mean {}?", meant)}});
    }

  private:
    // An extension may well have types that are called like others.
    std::string meant_by(std::string_view word) const {
        const auto* found = std::ranges::find(called_elsewhere, word, &CalledElsewhere::elsewhere);
        if (found != called_elsewhere.end()) return std::string(found->here);
        return foreign_ ? std::string() : nearest(word, known_).value_or("");
    }

    Collection& collection_;
    TypeNames declared_;
    std::vector<std::string_view> known_;
    bool foreign_; // an extension brings types, too
};

} // namespace

void warn_of_unknown_types(Collection& collection) {
    const auto suspects = suspects_in(collection.catalog);
    if (suspects.empty()) return; // as mostly: what is declared need not be looked at
    TypeSearch search(collection);
    for (const auto& suspect : suspects) search.look_at(suspect);
}

} // namespace pgslate::models

using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.EmbeddedMongo.Tests.Semantics;

/// <summary>Numbers of four types in updates: the type of the result, and what happens where it does not fit.</summary>
public sealed class NumberTests(StoreFixture store)
{
    [Theory]
    [InlineData("1", "$inc", "2", "3")]
    [InlineData("2147483647", "$inc", "1", "{$numberLong:'2147483648'}")]
    [InlineData("-2147483648", "$inc", "-1", "{$numberLong:'-2147483649'}")]
    [InlineData("1", "$inc", "{$numberLong:'1'}", "{$numberLong:'2'}")]
    [InlineData("1", "$inc", "0.5", "1.5")]
    [InlineData("{$numberLong:'9007199254740993'}", "$inc", "1.0", "{$numberDouble:'9007199254740992'}")]
    [InlineData("1", "$inc", "{$numberDecimal:'0.10'}", "{$numberDecimal:'1.10'}")]
    [InlineData("0.1", "$inc", "{$numberDecimal:'0.2'}", "{$numberDecimal:'0.3'}")]
    [InlineData("{$numberDecimal:'0.1'}", "$inc", "{$numberDecimal:'1234567890123456789012345678901234'}", "{$numberDecimal:'1234567890123456789012345678901234'}")]
    [InlineData("{$numberDecimal:'9999999999999999999999999999999999'}", "$inc", "1", "{$numberDecimal:'1.000000000000000000000000000000000E+34'}")]
    [InlineData("{$numberDecimal:'1E+6000'}", "$inc", "{$numberDecimal:'1E-6000'}", "{$numberDecimal:'1.000000000000000000000000000000000E+6000'}")]
    [InlineData("{$numberDouble:'NaN'}", "$inc", "1", "{$numberDouble:'NaN'}")]
    [InlineData("{$numberDouble:'Infinity'}", "$inc", "{$numberDouble:'-Infinity'}", "{$numberDouble:'NaN'}")]
    [InlineData("{$numberDecimal:'NaN'}", "$inc", "1", "{$numberDecimal:'NaN'}")]
    [InlineData("{$numberDecimal:'Infinity'}", "$inc", "1.5", "{$numberDecimal:'Infinity'}")]
    [InlineData("{$numberDouble:'1.7976931348623157E+308'}", "$inc", "{$numberDouble:'1.7976931348623157E+308'}", "{$numberDouble:'Infinity'}")]
    [InlineData("3", "$mul", "4", "12")]
    [InlineData("65536", "$mul", "65536", "{$numberLong:'4294967296'}")]
    [InlineData("{$numberLong:'2'}", "$mul", "3", "{$numberLong:'6'}")]
    [InlineData("3", "$mul", "1.5", "4.5")]
    [InlineData("{$numberDecimal:'1.20'}", "$mul", "{$numberDecimal:'1.20'}", "{$numberDecimal:'1.4400'}")]
    [InlineData("{$numberDecimal:'1.23456789012345678901234567'}", "$mul", "{$numberDecimal:'1.1111111111111111'}", "{$numberDecimal:'1.371742100137174196296296409739369'}")]
    [InlineData("{$numberDecimal:'9E+6144'}", "$mul", "10", "{$numberDecimal:'Infinity'}")]
    [InlineData("null", "$min", "1", "null")]
    [InlineData("5", "$min", "4.5", "4.5")]
    [InlineData("5", "$max", "5.0", "5")]
    [InlineData("'a'", "$max", "5", "'a'")]
    [InlineData("[1]", "$max", "{x:1}", "[1]")]
    public void An_operator_gives(string before, string update, string operand, string after)
    {
        var things = store.NewCollection();
        things.InsertOne(new BsonDocument { { "_id", 1 }, { "a", Json.Value(before) } });
        things.UpdateOne("{_id:1}", new BsonDocument(update, new BsonDocument("a", Json.Value(operand))));
        things.Find("{_id:1}").Single()["a"].ShouldBeExactly(after);
    }

    [Theory]
    [InlineData("$inc", "{$numberLong:'5'}", "{$numberLong:'5'}")]
    [InlineData("$inc", "{$numberDecimal:'5.0'}", "{$numberDecimal:'5.0'}")]
    [InlineData("$mul", "5", "0")]
    [InlineData("$mul", "{$numberLong:'5'}", "{$numberLong:'0'}")]
    [InlineData("$mul", "5.5", "{$numberDouble:'0'}")]
    [InlineData("$min", "'x'", "'x'")]
    public void A_missing_field_becomes(string update, string operand, string after)
    {
        var things = store.NewCollection();
        things.Insert("{_id:1}");
        things.UpdateOne("{_id:1}", new BsonDocument(update, new BsonDocument("a", Json.Value(operand))));
        things.Find("{_id:1}").Single()["a"].ShouldBeExactly(after);
    }

    [Theory]
    [InlineData("{$numberLong:'9223372036854775807'}", "{$inc:{a:1}}", 2)]
    [InlineData("{$numberLong:'9223372036854775807'}", "{$mul:{a:2}}", 2)]
    [InlineData("{$numberLong:'-9223372036854775808'}", "{$inc:{a:{$numberLong:'-1'}}}", 2)]
    [InlineData("null", "{$inc:{a:1}}", 14)]
    [InlineData("'1'", "{$mul:{a:1}}", 14)]
    [InlineData("[1]", "{$inc:{a:1}}", 14)]
    [InlineData("1", "{$inc:{a:null}}", 14)]
    [InlineData("1", "{$mul:{a:'2'}}", 14)]
    public void What_does_not_fit_or_is_no_number_is_refused(string before, string update, int code)
    {
        var things = store.NewCollection();
        things.InsertOne(new BsonDocument { { "_id", 1 }, { "a", Json.Value(before) } });
        Should.Throw<MongoWriteException>(() => things.UpdateOne("{_id:1}", update)).WriteError.Code.ShouldBe(code);
        things.Find("{_id:1}").Single()["a"].ShouldBeExactly(before);
    }

    [Fact]
    public void Equal_numbers_of_all_types_are_one_key_and_one_value()
    {
        var things = store.NewCollection();
        things.InsertOne(new BsonDocument("_id", 5));
        foreach (var same in new BsonValue[] { 5L, 5.0, new BsonDecimal128(5m), new BsonDecimal128(Decimal128.Parse("5.000")) })
        {
            Should.Throw<MongoWriteException>(() => things.InsertOne(new BsonDocument("_id", same))).WriteError.Code.ShouldBe(11000);
            things.CountDocuments(new BsonDocument("_id", same)).ShouldBe(1);
        }
        things.InsertOne(new BsonDocument("_id", 9007199254740993L));
        things.CountDocuments(new BsonDocument("_id", 9007199254740992.0)).ShouldBe(0);
        things.InsertOne(new BsonDocument("_id", 0.1));
        things.CountDocuments(new BsonDocument("_id", new BsonDecimal128(Decimal128.Parse("0.1")))).ShouldBe(0, "a double is not the decimal it is written as");
    }
}

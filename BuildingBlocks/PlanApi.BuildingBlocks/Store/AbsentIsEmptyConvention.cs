using System.Reflection;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;

namespace PlanApi.BuildingBlocks.Store;

/// <summary>
/// Reads a text or list that a document lacks as an empty one: a member that came later is not in what was saved before, and of a record
/// with a constructor the driver sets what is absent to null, initializer or not.
/// </summary>
internal sealed class AbsentIsEmptyConvention : ConventionBase, IMemberMapConvention
{
    public void Apply(BsonMemberMap memberMap)
    {
        if (memberMap.MemberInfo is not PropertyInfo property || new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull)
        {
            return;
        }

        var type = property.PropertyType;
        if (type == typeof(string))
        {
            memberMap.SetDefaultValue("");
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            memberMap.SetDefaultValue(Array.CreateInstance(type.GetGenericArguments()[0], 0));
        }
    }
}

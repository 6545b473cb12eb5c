namespace EcmEmulator.Models;

/// <summary>The plans for tasks to come, in the order in which they were made; not thread-safe.</summary>
internal sealed class TaskPlans
{
    private readonly List<(TaskPlan Plan, int? Left)> plans = [];

    public void Add(TaskPlan plan) => plans.Add((plan, plan.Times));

    public void Clear() => plans.Clear();

    /// <summary>The first plan that is for this EIP's task, used up by one; null when there is none.</summary>
    public TaskPlan? Take(string addressId)
    {
        var index = plans.FindIndex(entry => entry.Plan.AddressId is null || entry.Plan.AddressId == addressId);
        if (index < 0)
        {
            return null;
        }

        var (plan, left) = plans[index];
        if (left is null or > 1)
        {
            plans[index] = (plan, left - 1);
        }
        else
        {
            plans.RemoveAt(index);
        }

        return plan;
    }
}

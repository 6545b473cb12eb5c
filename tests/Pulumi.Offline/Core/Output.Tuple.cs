namespace Pulumi;

public static partial class Output
{
    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(
        Input<T1>? item1, Input<T2>? item2) =>
        Tuple(item1.ToOutput(), item2.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(
        Output<T1> item1, Output<T2> item2)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3, Input<T4>? item4) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3, T4)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            var data4 = await item4.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value, data4.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                    data4.With<object?>(data4.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3, Input<T4>? item4, Input<T5>? item5) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3, T4, T5)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            var data4 = await item4.Data.ConfigureAwait(false);
            var data5 = await item5.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value, data4.Value, data5.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                    data4.With<object?>(data4.Value),
                    data5.With<object?>(data5.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3, Input<T4>? item4, Input<T5>? item5, Input<T6>? item6) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3, T4, T5, T6)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            var data4 = await item4.Data.ConfigureAwait(false);
            var data5 = await item5.Data.ConfigureAwait(false);
            var data6 = await item6.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value, data4.Value, data5.Value, data6.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                    data4.With<object?>(data4.Value),
                    data5.With<object?>(data5.Value),
                    data6.With<object?>(data6.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3, Input<T4>? item4, Input<T5>? item5, Input<T6>? item6,
        Input<T7>? item7) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput(),
            item7.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6,
        Output<T7> item7)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3, T4, T5, T6, T7)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            var data4 = await item4.Data.ConfigureAwait(false);
            var data5 = await item5.Data.ConfigureAwait(false);
            var data6 = await item6.Data.ConfigureAwait(false);
            var data7 = await item7.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value, data4.Value, data5.Value, data6.Value, data7.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                    data4.With<object?>(data4.Value),
                    data5.With<object?>(data5.Value),
                    data6.With<object?>(data6.Value),
                    data7.With<object?>(data7.Value),
                ]);
        }
    }

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1>? item1, Input<T2>? item2, Input<T3>? item3, Input<T4>? item4, Input<T5>? item5, Input<T6>? item6,
        Input<T7>? item7, Input<T8>? item8) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput(), item6.ToOutput(),
            item7.ToOutput(), item8.ToOutput());

    /// <summary>One output of these values: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4, Output<T5> item5, Output<T6> item6,
        Output<T7> item7, Output<T8> item8)
    {
        return new(Gather());

        async Task<OutputData<(T1, T2, T3, T4, T5, T6, T7, T8)>> Gather()
        {
            var data1 = await item1.Data.ConfigureAwait(false);
            var data2 = await item2.Data.ConfigureAwait(false);
            var data3 = await item3.Data.ConfigureAwait(false);
            var data4 = await item4.Data.ConfigureAwait(false);
            var data5 = await item5.Data.ConfigureAwait(false);
            var data6 = await item6.Data.ConfigureAwait(false);
            var data7 = await item7.Data.ConfigureAwait(false);
            var data8 = await item8.Data.ConfigureAwait(false);
            return Combine(
                (data1.Value, data2.Value, data3.Value, data4.Value, data5.Value, data6.Value, data7.Value, data8.Value),
                [
                    data1.With<object?>(data1.Value),
                    data2.With<object?>(data2.Value),
                    data3.With<object?>(data3.Value),
                    data4.With<object?>(data4.Value),
                    data5.With<object?>(data5.Value),
                    data6.With<object?>(data6.Value),
                    data7.With<object?>(data7.Value),
                    data8.With<object?>(data8.Value),
                ]);
        }
    }
}
